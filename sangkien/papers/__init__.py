"""Papers: PDF files with Vietnamese fonts, made by typst."""
