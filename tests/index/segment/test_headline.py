from __future__ import annotations

import pytest

from index.segment.headline import Headline, headline, is_series, joined


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([], Headline()),
        (["新馆昨日开放"], Headline(title="新馆昨日开放")),
        (["区图书馆", "周末延长开放"], Headline(kicker="区图书馆", title="周末延长开放")),
        (["我区12名少年、4个集", "体受表彰"], Headline(title="我区12名少年、4个集体受表彰")),
        (["我区3个集体被授予", "全市“书香集体”称号"], Headline(title="我区3个集体被授予全市“书香集体”称号")),
        (["我区12名少年、4个集 体受表彰"], Headline(title="我区12名少年、4个集体受表彰")),
        (["书香飘满小城", "水鸟落户澄江"], Headline(title="书香飘满小城 水鸟落户澄江")),
        (["书香飘满小城"], Headline(title="书香飘满小城")),
        (["新馆开放", "——澄江区图书馆见闻"], Headline(title="新馆开放", subtitle="——澄江区图书馆见闻")),
        (
            ["学思想 强党性", "我区读书班开展集中学习", "学深悟透 知行合一 以学促干"],
            Headline(kicker="学思想 强党性", title="我区读书班开展集中学习", subtitle="学深悟透 知行合一 以学促干"),
        ),
        (
            ["关于江岸夜间经济的调研报告", "民盟澄江区委会"],
            Headline(title="关于江岸夜间经济的调研报告", signed="民盟澄江区委会"),
        ),
        (["新馆昨日启用 座位增至128个"], Headline(title="新馆昨日启用 座位增至128个")),
        (["楼市观察", "八月成交四百套 环比涨一成"], Headline(kicker="楼市观察", title="八月成交四百套 环比涨一成")),
        (["讣　告"], Headline(title="讣告")),
        (["停车难系列报道②", "车位共享一年间"], Headline(title="车位共享一年间", series="停车难系列报道②")),
    ],
)
def test_the_rows_of_a_headline_get_their_roles(rows: list[str], parts: Headline) -> None:
    assert headline(rows) == parts


def test_where_nothing_shows_printed_lines_a_space_parts_phrases() -> None:
    row = "我区召开安全生产工作会议部署 防汛备汛各项任务"
    assert headline([row]).title == "我区召开安全生产工作会议部署防汛备汛各项任务"
    assert headline([row], printed=False).title == row


@pytest.mark.parametrize("row", ["调研成果③", "停车难系列报道②", "破冰之路之三", "评论员文章", "本报评论员观察"])
def test_series_labels(row: str) -> None:
    assert is_series(row)


@pytest.mark.parametrize("row", ["系列活动启动", "澄江成为全市首批试点区之一", "①号楼封顶", "专题会议召开"])
def test_other_rows_are_no_series_labels(row: str) -> None:
    assert not is_series(row)


def test_figures_of_two_rows_never_become_one() -> None:
    assert joined(["关于公布2030", "31号公告的通知"]) == ["关于公布2030 31号公告的通知"]
