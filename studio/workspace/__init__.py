"""What both faces call: one function for each thing a user wants done.

In: a frozen request with paths, the studio's resources, and where it takes long a progress callback
and a question "is it cancelled?". Out: frozen results with diagnostics; files where the request says.

================  ==============================================================
:mod:`.export`    a pack becomes a folder of images, captions and a manifest
:mod:`.render`    one card of one post becomes one image
:mod:`.check`     all that can be known of a pack before it is exported
:mod:`.sheet`     contact sheets of an exported folder
:mod:`.catalogs`  a pack's translations, brought up to date
:mod:`.templates` templates listed and validated, JSON Schemas written
:mod:`.wrap`      how texts break into lines
:mod:`.proof`     proof sheets of languages
:mod:`.tongues`   the languages and whether they are signed off
:mod:`.library`   opening, packs in and out, texts, search, undo, backups
================  ==============================================================

Four more speak of the library: ``library_posts`` (packs, posts, labels, plans), ``library_past``
(revisions, trash, conflicts), ``library_desk`` (settings, brand kits), ``library_export`` (exports that
the library remembers).

Below them: ``select`` (what is wanted), ``versions`` (posts in languages), ``jobs`` (what the pipeline
is told), ``ledger`` (the folder's files and their record), ``work`` and ``worker`` (processes).
"""
