"""What a person without Tallybook needs to know, in each package."""

NAME = "README.md"

TEXT = """\
# 封存的工作总结

这里是一本工作总结和它的全部依据。只需文本编辑器和浏览器即可阅读，不需要 Tallybook。

- `html/index.html`：成书，用浏览器打开；同一文件夹里的 `.pdf` 是可打印的书，`.docx` 是可编辑的 Word 副本，`.xlsx` 是管理用的工作簿（生成时要求过才有）。
- `facts.json`：书中全部指标结果。
- `workspace/`：生成时所用的设置、数据表、个人总结、模板和笔记本；`workspace-above/` 是工作区之外的文件。
- `slices/`：每章实际用到的数据行（来自数据库的也在其中）。
- `snapshot/`：全部数据表读取后的样子（Parquet）；生成时装有 DuckDB 才有。
- `notebooks/`：运行后的笔记本。
- `pages/`：各页的 Markdown 源文件。
- `software.txt`：当时所用软件的版本，可用 `pip install -r` 安装；第一行是 Python 的版本。
- `ro-crate-metadata.json`：什么由什么生成、由谁封存（RO-Crate 1.1）。

状态：是否经过审阅和批准、由谁批准，见 `ro-crate-metadata.json` 的 `creativeWorkStatus` 和 `AuthorizeAction`。

## 不用 Tallybook 怎样核对

对象的文件夹遵循 OCFL 1.1（https://ocfl.io/1.1/spec/）：`v1`、`v2` 是各次封存的版本，写成后不再改动；
`inventory.json` 列出每个文件的 SHA-512。

1. `sha512sum -c inventory.json.sha512` 核对清单本身。
2. 用 `sha512sum` 核对文件，与清单中 `manifest` 的值比较。
3. 上一级文件夹中的 `archive.log` 每行对应一个版本，`inventory` 是该版本清单的 SHA-512，`previous` 是上一行
   （含换行符）的 SHA-256；`tail -n 1 archive.log | sha256sum` 得到链头，与另行保存的链头比较。

# A sealed work summary

This is a book of work summaries and all that it was made from. A text editor and a browser are enough to read it;
Tallybook is not needed.

- `html/index.html`: the book; open it in a browser. A `.pdf` beside it is the book on paper, a `.docx` a copy
  for Word, an `.xlsx` a workbook for management; only where they were asked for.
- `facts.json`: every KPI result in the book.
- `workspace/`: the settings, tables, notes, templates and notebooks that it was made from; `workspace-above/` are files
  from outside of the workspace.
- `slices/`: the rows that each chapter used, those from databases too.
- `snapshot/`: the rows of all tables as they were read (Parquet); only where DuckDB was installed.
- `notebooks/`: the executed notebooks.
- `pages/`: the Markdown source of each page.
- `software.txt`: the versions of the software, for `pip install -r`; its first line tells Python's.
- `ro-crate-metadata.json`: what was made from what, and who sealed it (RO-Crate 1.1).

Status: whether it was reviewed and approved, and by whom, stands in `ro-crate-metadata.json` under `creativeWorkStatus` and
`AuthorizeAction`.

## Checking it without Tallybook

The object's folder follows OCFL 1.1 (https://ocfl.io/1.1/spec/): `v1`, `v2` are versions, never changed once written;
`inventory.json` lists the SHA-512 of every file.

1. `sha512sum -c inventory.json.sha512` checks the list itself.
2. `sha512sum` of a file is compared with the list's `manifest`.
3. `archive.log` in the folder above has one line for each version: `inventory` is the SHA-512 of the version's list,
   `previous` the SHA-256 of the line before with its line end. `tail -n 1 archive.log | sha256sum` gives the head, to be
   compared with the one kept elsewhere.
"""
