#!/usr/bin/env python3
"""Makes the workbooks of this folder with other programs than ours.

    pip install openpyxl xlwt pandas xlsxwriter     (and LibreOffice on the PATH)
    python3 tests/workbooks/make.py BLANK.xlsx

BLANK.xlsx is the blank form of 三星镇卫生院 of the tests' small district, written by
`dabiao forms`. The result is committed; nothing at test time needs Python.
"""

import datetime
import pathlib
import shutil
import subprocess
import sys
import tempfile

import openpyxl
import xlwt

HERE = pathlib.Path(__file__).parent


def fill(blank):
    """A form as a clerk fills it in, with a formula that was never worked out."""
    book = openpyxl.load_workbook(blank)
    sheet = book["填报表"]
    answers = {
        "JG01": 12000,
        "JG03": 40,
        "JG08": "12名",
        "JG14": "是",
        "JG25": "四级",
        "JG29": 60,
        "JG30": "不适用",
        "JG35": 11000,
        "JG36": "=E42-1000",
    }
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in answers:
                sheet.cell(cell.row, cell.column + 1).value = answers[cell.value]
            if cell.value == "报出日期":
                sheet.cell(cell.row, cell.column + 1).value = datetime.date(2025, 1, 15)
    roster = book["村卫生室名册"]
    roster["C3"], roster["D3"], roster["C4"] = "是", "否", "√"
    centres = book["功能中心"]
    centres["B2"] = "自建"
    return book


def wide(path):
    """A table with a row an org unit: merged heads, an empty column, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "接种"
    sheet["B1"] = "2024年免疫规划接种情况"
    sheet.merge_cells("B1:F1")
    sheet["B3"], sheet["D3"] = "乡镇（街道）", "免疫规划"
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("D3:E3")
    sheet["D4"], sheet["E4"] = "免疫规划疫苗应种剂次数", "免疫规划疫苗实种剂次数（剂次）"
    for row, (name, due, given) in enumerate([("三星镇", 1000, 980), ("海永镇", 200, 190)], start=5):
        sheet.cell(row, 2).value, sheet.cell(row, 4).value, sheet.cell(row, 5).value = name, due, given
    sheet["B7"], sheet["D7"], sheet["E7"] = "合计", 1200, 1170
    hidden = book.create_sheet("旧数")
    hidden.sheet_state = "hidden"
    hidden["A1"], hidden["B1"] = "乡镇", "XZ12"
    hidden["A2"], hidden["B2"] = "海永镇", 7
    book.save(path)


def old(path):
    """The format of Excel 97, written by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("填报表")
    rows = [["报表年度", "2024年"], ["填报单位", "海永社区中心"], ["报出日期", "2025.1.18"], ["代码", "指标名称", "本年数"]]
    rows += [["JG08", "护士数", 9], ["JG29", "实有床位数", "３０"], ["JG14", "参与“优质服务基层行”活动", "有"]]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.save(str(path))


def by_pandas(path):
    """What an analyst exports: pandas with XlsxWriter, an index and a share."""
    import pandas

    table = pandas.DataFrame(
        {
            "机构名称": ["三星镇卫生院", "三星镇第二卫生院", "海永社区中心", "合计"],
            "护士数": [12, None, 9, 21],
            "实有床位数": [60, 40, 30, 130],
            "参与“优质服务基层行”活动": ["是", "是", "否", None],
        }
    )
    with pandas.ExcelWriter(path, engine="xlsxwriter") as writer:
        table.to_excel(writer, sheet_name="汇总", startrow=2)
        writer.sheets["汇总"].write_rich_string("A1", "2024年", writer.book.add_format({"bold": True}), "机构汇总")


def convert(source, form, target):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", form, "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL)
        shutil.move(next(pathlib.Path(folder).iterdir()), target)


def main():
    filled = HERE / "form-openpyxl.xlsx"
    fill(sys.argv[1]).save(filled)
    convert(filled, "xlsx:Calc MS Excel 2007 XML", HERE / "form-libreoffice.xlsx")
    convert(filled, "ods", HERE / "form-libreoffice.ods")
    convert(filled, "xls:MS Excel 97", HERE / "form-libreoffice.xls")
    wide(HERE / "wide-openpyxl.xlsx")
    old(HERE / "form-xlwt.xls")
    by_pandas(HERE / "wide-pandas.xlsx")


if __name__ == "__main__":
    main()
