"""From finished images to files that can be trusted.

In: which post versions, networks and formats are wanted; bytes that the pipeline made. Out: a plan of
unique file names (:mod:`.plan`, :mod:`.names`), files written whole or not at all (:mod:`.write`),
and a manifest of the folder that makes the next export incremental (:mod:`.manifest`).
"""
