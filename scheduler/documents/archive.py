"""PDF/UA-1 and PDF/A-3a in one file, with what it carries beside its pages.

The renderer writes one conformance or the other. We ask it for PDF/A-3a, which is tagged as PDF/UA asks;
then we declare PDF/UA-1 in the metadata, described as ISO 19005-3, 6.6.2.3 asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

VARIANT = "pdf/a-3a"
RELATIONSHIP = "Alternative"
END = b"</rdf:RDF>"
DECLARATION = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a document: the same facts in another form, such as a calendar."""

    name: str
    content: bytes
    description: str


def declare_accessible(_document: object, pdf: Any) -> None:
    """Add PDF/UA-1 to the metadata of a PDF/A-3a that is about to be written."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(END, DECLARATION + END) for part in metadata.stream]


def attachments(weasyprint: Any, files: tuple[Attached, ...]) -> list[Any]:
    """Return files as the renderer attaches them; dated of no day, so that equal files stay equal."""
    born = datetime(2000, 1, 1, tzinfo=UTC)
    return [
        weasyprint.Attachment(
            string=file.content, name=file.name, description=file.description,
            created=born, modified=born, relationship=RELATIONSHIP,
        )
        for file in files
    ]  # fmt: skip
