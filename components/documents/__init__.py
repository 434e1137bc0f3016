"""What is filed: the handlingsplan and the situation picture as DOCX and PDF.

One account (data/queries/document.py) becomes one list of blocks in words, which both formats write down. It is always
in Danish, whatever language its reader's screen has: an archive, a court and the next officer read one document, and
what people wrote in it is Danish as well.
"""
