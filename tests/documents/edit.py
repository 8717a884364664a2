"""What an office does to a circular before it is signed, with another program.

    python3 edit.py edit BEFORE.docx AFTER.docx   write into it, change its form and its words
    python3 edit.py read FILE.docx                print its paragraphs and the cells of its tables
"""
import sys

from docx import Document
from docx.oxml.ns import qn


def control(document, name):
    """The text of the first control of a name."""
    for tag in document.element.body.iter(qn("w:tag")):
        if tag.get(qn("w:val")) == name:
            return next(tag.getparent().getparent().iter(qn("w:t")))
    raise KeyError(name)


def edit(before, after):
    document = Document(before)
    first = next(p for p in document.paragraphs if p.style.name == "heading 1" or p.style.name == "Heading 1")
    own = first.insert_paragraph_before("经区政府同意，")
    own.add_run("另行部署").bold = True
    document.paragraphs[0].runs[0].text = "关于工作的通报（修改稿）"
    document.tables[1].rows[1].cells[4].text = "增设标准化诊室"
    control(document, "dabiao:children-u7-management:2025:value").text = "97.3%，居全市前列"
    document.core_properties.keywords = "通报"
    document.save(after)


def read(file):
    document = Document(file)
    texts = ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            texts += ["".join(t.text or "" for t in cell._tc.iter(qn("w:t"))) for cell in row.cells]
    print("\n".join(texts))


if __name__ == "__main__":
    {"edit": edit, "read": read}[sys.argv[1]](*sys.argv[2:])
