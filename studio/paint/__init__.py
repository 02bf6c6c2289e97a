"""Stage: a frame becomes pixels.

In: a :class:`~studio.model.frame.Frame`, the fonts, the pictures of a pack. Out: a
:class:`~studio.model.artifact.Surface`. The painter fills outlines where the frame says; it measures,
wraps and decides nothing. Qt's QtGui is used here (never QtWidgets), and no application object.

================  ================================================================
:mod:`.canvas`    the walk over a frame, one method for each kind of item
:mod:`.pixels`    the canvas that is a QImage
:mod:`.outlines`  the model's outlines and gradients in Qt's terms
:mod:`.pictures`  the pictures of a pack, cut to size
:mod:`.files`     one picture file, read with distrust
:mod:`.duotone`   the gradient map of the brand's photos
================  ================================================================
"""

from studio.paint.pictures import PictureStore
from studio.paint.pixels import paint

__all__ = ["PictureStore", "paint"]
