"""The room where one incident becomes one archive: its documents, its tables, its log, and a manifest of all of them.

Always in Danish, whatever the screen is read in. The same incident at the same revision makes the same bytes.
"""
