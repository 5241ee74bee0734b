"""PDFs written by hand for tests: text in a font of the reader's own, rules, pictures, without any library."""

from __future__ import annotations

from collections.abc import Sequence

WIDE, HIGH = 600, 800


def text(x: float, y: float, words: str, size: float = 10) -> str:
    """Draw ``words`` with their upper left corner at x, y from the upper left corner of the sheet."""
    code = words.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {HIGH - y - 0.88 * size:.2f} Tm <{code}> Tj ET"


def frame(x0: float, y0: float, x1: float, y1: float) -> str:
    """Draw a rectangle."""
    return f"{x0} {HIGH - y1} {x1 - x0} {y1 - y0} re S"


def picture(x0: float, y0: float, x1: float, y1: float) -> str:
    """Draw a grey picture."""
    return f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HIGH - y1} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"


def pdf(sheets: Sequence[Sequence[str]], page: str = "", trailer: str = "") -> bytes:
    """A PDF of the given drawings, one list per sheet; ``page`` and ``trailer`` are added to these dictionaries."""
    kids = " ".join(f"{5 + 2 * k} 0 R" for k in range(len(sheets)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    ]
    for k, drawn in enumerate(sheets):
        content = "\n".join(drawn)
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDE} {HIGH}]/Contents {6 + 2 * k} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>>>{page}>>",
            f"<</Length {len(content.encode('latin-1'))}>>stream\n{content}\nendstream",
        ]
    made = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj {each} endobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R{trailer}>>"
    return made + f"{end}\nstartxref\n{len(made)}\n%%EOF\n".encode()
