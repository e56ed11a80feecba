"""The review of a memory: regroup, correct and accept its pairs, and lose nothing.

:mod:`tmkit.review.operations` says what each operation does to the rows, without any I/O;
:mod:`tmkit.review.session` adds undo, :mod:`tmkit.review.journal` keeps every step on disk,
:mod:`tmkit.review.server` shows all of it to a browser on this machine.
"""
