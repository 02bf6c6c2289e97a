"""The window, and the only room that may import QtWidgets.

In: what a person does. Out: calls to :mod:`studio.workspace`, and its answers shown. Empty until the
window's own issue; the room stands so that the import contracts fence it in from the first day.
"""
