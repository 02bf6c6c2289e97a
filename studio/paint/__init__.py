"""Stage: a frame becomes pixels, or a page of vectors.

In: a :class:`~studio.model.frame.Frame`, the fonts, the pictures of a pack. Out: a
:class:`~studio.model.artifact.Surface`, or a :class:`~studio.model.page.Page`. The painter fills
outlines where the frame says; it measures, wraps and decides nothing. Qt's QtGui is used here (never
QtWidgets), and no application object.

================  ================================================================
:mod:`.canvas`    the walk over a frame, one method for each kind of item
:mod:`.pixels`    the canvas that is a QImage
:mod:`.pdf`       the canvas that is a PDF page
:mod:`.svg`       the canvas that is an SVG file
:mod:`.vectors`   what these two share
:mod:`.outlines`  the model's outlines and gradients in Qt's terms
:mod:`.pictures`  the pictures of a pack, cut to size
:mod:`.files`     one picture file, read with distrust
:mod:`.duotone`   the gradient map of the brand's photos
:mod:`.logos`     partners' logos in one colour
:mod:`.checks`    whether the painted texts can be read
================  ================================================================
"""

from studio.paint.pdf import pdf_page
from studio.paint.pictures import PictureStore
from studio.paint.pixels import paint, preview
from studio.paint.svg import svg_page

__all__ = ["PictureStore", "paint", "pdf_page", "preview", "svg_page"]
