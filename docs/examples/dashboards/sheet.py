"""Has LibreOffice Calc link two tables of the API and draw a chart of each.

    python3 sheet.py [ADDRESS [FOLDER]]

It does by script what Sheet > External Links and Insert > Chart do by hand, and saves sheet.ods, places-calc.png and
months-calc.png. It needs Debian's packages libreoffice-calc-nogui, python3-uno and poppler-utils.
"""

import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.awt import Rectangle
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.SheetLinkMode import NORMAL
from com.sun.star.table import CellRangeAddress

address = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
saved = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ".").resolve()

TABLES = [
    ("Places", "/v1/events/aggregate?group=place&top=10&story=us-ukraine-peace-talks&format=csv", "BarDiagram", 1),
    ("Months", "/v1/events/aggregate?group=month&story=port&fill=true&format=csv", "LineDiagram", 0),
]
# What the dialogue for text files asks: comma, quotes, UTF-8, from the first line on, no columns of their own, English,
# quoted cells not as text, and dates found.
AS_READ = "44,34,76,1,,1033,false,true"


def main():
    with tempfile.TemporaryDirectory() as folder:
        office = subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation={pathlib.Path(folder).as_uri()}",
                                   "--accept=pipe,name=dateline-sheet;urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        desktop = connect()
        try:
            document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden())
            fill(document)
            document.storeToURL((saved / "sheet.ods").as_uri(), ())
            pdf = pathlib.Path(folder) / "sheet.pdf"
            document.storeToURL(pdf.as_uri(), (PropertyValue(Name="FilterName", Value="calc_pdf_Export"),))
            for page, (name, *_) in enumerate(TABLES, 1):
                subprocess.run(["pdftoppm", "-png", "-r", "80", "-x", "50", "-y", "50", "-W", "800", "-H", "374", "-f", f"{page}", "-singlefile",
                                pdf, saved / f"{name.lower()}-calc"], check=True)
        finally:
            try:
                desktop.terminate()
            finally:
                office.wait()


def connect():
    """Waits until LibreOffice takes calls."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            remote = resolver.resolve("uno:pipe,name=dateline-sheet;urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.2)


def hidden():
    return (PropertyValue(Name="Hidden", Value=True),)


def fill(document):
    pages = document.StyleFamilies.getByName("PageStyles").getByName("Default")
    pages.IsLandscape, pages.Width, pages.Height, pages.HeaderIsOn, pages.FooterIsOn = True, 29700, 21000, False, False
    sheets = document.Sheets
    while sheets.Count < len(TABLES):
        sheets.insertNewByName(f"more{sheets.Count}", sheets.Count)
    for index, (name, path, _, _) in enumerate(TABLES):
        sheet = sheets.getByIndex(index)
        sheet.link(address + path, "", "Text - txt - csv (StarCalc)", AS_READ, NORMAL)
        sheet.Name = name
    for index, (name, _, kind, labels) in enumerate(TABLES):
        sheet = sheets.getByIndex(index)
        draw(sheet, index, kind, labels)
        last = end(sheet)
        print(name, last.EndRow, "rows,", "the first cell is", sheet.getCellByPosition(0, 1).Type.value, sheet.getCellByPosition(0, 1).String)


def end(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress


def draw(sheet, index, kind, labels):
    """Charts the last column by the column of labels."""
    last = end(sheet)
    ranges = tuple(CellRangeAddress(index, column, 0, column, last.EndRow) for column in (labels, last.EndColumn))
    sheet.Charts.addNewByName(f"{sheet.Name} chart", Rectangle(8000, 200, 16000, 9000), ranges, True, True)
    chart = sheet.Charts.getByName(f"{sheet.Name} chart").EmbeddedObject
    chart.Diagram = chart.createInstance(f"com.sun.star.chart.{kind}")
    chart.Diagram.Wall.FillColor = 0xFFFFFF
    chart.HasLegend = False
    chart.HasMainTitle = True
    chart.Title.String = f"Events by {sheet.getCellByPosition(0, 0).String}"
    sheet.getColumns().OptimalWidth = True


main()
