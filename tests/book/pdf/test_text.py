"""What stands on paper is what stands on the screen, word for word and in the same order."""

from pathlib import Path

import pytest

from tallybook import book
from tallybook.domain.results import Figure
from tests.book import samples
from tests.book.pdf import reading

# The words in the sample drawing: on paper they are text, too.
DRAWN = "江东支行"
RICH = r"""# 甲乙（English "quoted" — don't）

正文里有**重点**、*强调*、`code -- here`、{sub}`下`和{sup}`上`，以及 [网址](https://example.org/?a=1&b=2)。
换行之后接着写 -- 两个连字符，... 省略号，'引号'，\#include \$x\$ \@ref // 注释 \<b\>\*\</b\>。

- 第一条
- 第二条
  1. 其一
  2. 其二
     - 更深一层

  第二条的后一段。

3. 从三开始
4. 接着是四

> 引用的话，*着重*的也在其中。
>
> 第二段。

```
code  block: #read("/etc/passwd")
	tab // "x" \u{22} `raw` @ref <label>
```

```{note}
提示里的**文字**。
```

```{admonition} 自己的*标题*
:class: warning

内容。
```

```{epigraph}
题词。

-- 某人
```

```{rubric} 小标题
```

---

| 指标 | 实绩 | 说明 |
|:--|--:|:-:|
| 存款 | 1,286.40 | **增长**；见[前页](unit-jd.md) |
| 贷款 | −3.1 | `a\|b` |

```{list-table} 表题
:header-rows: 1

* - 甲
  - 乙
* - 一
  - - 二
    - 三
```

```{figure} figures/manager-99--x.svg
:alt: 图上的话
:width: 200px

图题*在此*

图注。
```

## 二级

### 三级

````{folded}
第二张表从哪里来

* 收起的*话*。
````

````{audit}
小字部分。
````
"""


def _paper(pdf: Path) -> str:
    return reading.read(pdf).text


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> book.Built:
    folder = tmp_path_factory.mktemp("rich")
    page = samples.page(
        RICH,
        slug="manager-99",
        parent="unit-jd",
        figures=(Figure(name="x", message="", title="", alt="", svg=samples.SVG),),
    )
    return book.build(samples.edition(page, on_paper=True), folder / "build", out=folder / "html")


def test_a_page_with_everything_reads_the_same(rich: book.Built) -> None:
    folder = rich.path.parent
    assert len(reading.of_screen(folder / "manager-99.html")) > 300
    assert reading.differs(folder / "manager-99.html", folder / "manager-99.pdf", DRAWN) is None


def test_every_persons_page_reads_the_same(folder: Path) -> None:
    for number in range(1, len(samples.PEOPLE) + 1):
        name = f"manager-{number}"
        assert reading.differs(folder / f"{name}.html", folder / f"{name}.pdf") is None


def test_the_book_holds_every_page_whole(folder: Path) -> None:
    whole = _paper(folder / "book.pdf")
    for name in ("board", "unit-jd", "manager-1", "manager-7"):
        assert reading.of_screen(folder / f"{name}.html", DRAWN) in whole, name
