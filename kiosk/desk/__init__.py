"""The ward's desk: takes sealed dossiers in, answers with receipts, and shows them to one-stop officers.

The only room that imports Django. Started by ``serve``, prepared by ``setup``.
"""
