"""E-paper pages of an invented paper, 《澄江报》, in the markup of each generation, chrome and all."""

from __future__ import annotations

from collections.abc import Sequence

CHROME = ("版面导航", "上一篇", "下一篇", "上一期", "放大", "收藏", "推荐", "版权所有", "PDF下载", "关闭", "标题导航")


def first_page(
    listed: Sequence[tuple[str, str]], *, number: str = "A01", name: str = "要闻", day: str = "2023-10-17"
) -> str:
    """A page page of the first generation: ``listed`` is the file and the title of each article."""
    shapes = "".join(
        f'<Area coords="{10 * k},0,{10 * k + 8},0,{10 * k + 8},90,{10 * k},90" shape="polygon" href="{href}">'
        for k, (href, _) in enumerate(listed)
    )
    rows = "".join(
        f'<tr><td class="default"><a href={href}><div style="display:inline" id=mp{k}>{title}</div></a></td></tr>\n'
        for k, (href, title) in enumerate(listed)
    )
    return f"""<html><head><title>澄江新闻网数字报</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>
<MAP NAME="pagepicmap">{shapes}</MAP><img src=../../../page/1/2023-10-17/{number}/thumb.jpg border=0 USEMAP=#PagePicMap>
<table><tr><td width="202" align=left class=px12>第{number}版：<STRONG>{name}</STRONG></td>
<td><a class=preart href="node_9.htm">下一版</a></td></tr></table>
<table><tr><td>版面导航</td></tr><tr><td><a id=pageLink href=node_1.htm>A01：要闻</a></td></tr>
<tr><td><a id=pageLink href=node_9.htm>A02：副刊</a></td></tr></table>
<table>{rows}</table><a href="../16/node_1.htm">上一期</a><p>澄江报社版权所有</p></body></html>
<!--enpproperty <founder-date>{day} 23:59:59</founder-date><founder-pagenum>{number}</founder-pagenum>\
<founder-papername>澄江报</founder-papername><founder-type>2</founder-type>\
<founder-pagepicurl>cjb/page/1/icon.jpg</founder-pagepicurl><founder-content>澄江报</founder-content> /enpproperty-->
"""


def first_article(
    title: str, body: str, *, kicker: str = "", subtitle: str = "", author: str = "", photo: str = "", tail: str = ""
) -> str:
    """An article page of the first generation: cells font01 and font02, text between two comments."""
    cells = [f'<tr valign=top><td class="font02" align=center>{kicker}</td></tr>'] if kicker else []
    cells.append(f'<tr valign=top><td class="font01" align=center><strong>{title}</strong></td></tr>')
    cells += [f'<tr valign=top><td class="font02">{cell}</td></tr>' for cell in (subtitle, author) if cell]
    picture = f'<table id=newspic><tr><td><img src="a.jpg"></td></tr><tr><td>{photo}</td></tr></table>' if photo else ""
    return f"""<html><body><table><tr><td>第A01版：<strong>要闻</strong></td><td><a href=content_9.htm>上一篇</a>
<a href=content_8.htm>下一篇</a></td></tr></table>
<table class=wz><tr><td><table>{"".join(cells)}</table></td></tr>
<tr><td>{picture}<div id="ozoom" style="ZOOM: 100%"><!--enpcontent-->{body}<!--/enpcontent--></div></td></tr></table>
<table><tr><td>收藏 推荐 放大</td></tr><tr><td>标题导航</td></tr></table><p>澄江报社版权所有</p></body></html>
{tail}"""


def first_tail(title: str, *, author: str = "", subtitle: str = "", page: str = "A01", day: str = "2023-10-17") -> str:
    return (
        f"<!--enpproperty <founder-date>{day} 23:59:59</founder-date><founder-pagenum>{page}</founder-pagenum>"
        f"<founder-papername>澄江报</founder-papername><founder-type>1</founder-type><founder-title>{title}"
        f"</founder-title><founder-subtitle>{subtitle}</founder-subtitle><founder-author>{author}</founder-author>"
        " /enpproperty-->"
    )


def second_article(title: str, body: str, *, kicker: str = "", subtitle: str = "", author: str = "") -> str:
    """An article page of the second generation: every part between two npm comments."""

    def part(name: str, text: str) -> str:
        return f"<div>\n<!--<npm:article-{name}>-->{text}<!--</npm:article-{name}>-->\n</div>"

    return f"""<!DOCTYPE html><html><body><div class="nav">版面导航 <a href="content_2_8.htm">下一篇</a></div>
<span>第02版：</span><span>民生</span>
<founder-title>{part("title", title)}</founder-title>{part("pretitle", kicker)}{part("subtitle", subtitle)}
<founder-author>{part("author", author)}</founder-author>
<div id="ozoom"><founder-content>{part("content", body)}</founder-content></div>
<div class="foot">收藏 推荐 版权所有</div></body></html>"""


def second_page(listed: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in listed)
    shapes = "".join(f'<area shape="rect" coords="1,2,30,40" href="{href}">' for href, _ in listed)
    return f"""<!DOCTYPE html><html><head><title>澄江报</title></head><body><map name="PagePicMap">{shapes}</map>
<img src="../../resfile/2023-10-17/02/brief.jpg" usemap="#PagePicMap"><div>第02版：民生</div>
<div>2023年10月17日 星期二</div><ul class="main-ed-articlenav-list">{rows}</ul>
<a href="node_3.htm">下一版</a></body></html>"""


def third_page(listed: Sequence[tuple[str, str]], *, number: str = "03", name: str = "综合") -> str:
    rows = "".join(f'<li><span>·</span><a href="{href}"> {title} </a></li>' for href, title in listed)
    shapes = "".join(
        f'<Area coords="3.72,92.8,194.4,92.8,194.4,323.55,3.72,323.55" shape="polygon" href="{href}">'
        for href, _ in listed
    )
    return f"""<!DOCTYPE html>
<html><head><title>澄江报-澄江网</title></head><body><div class="paper"><MAP NAME="PagePicMap">{shapes}</MAP>
<img src="../../../pic/202310/17/p3.jpg" USEMAP=#PagePicMap></div><p class="left ban">
	第{number}版：{name}
</p><p><a href="../../../att/202310/17/p3.pdf">PDF下载</a></p>
<p class="date left">澄江报 <span class="newstime">2023年10月17日 Tue</span></p>
<div class="swiper-slide"><a id="pageLink" href="node_01.html">01版：要闻</a></div>
<ul class="news-list">{rows}</ul><p>版权声明</p></body></html>"""


def third_article(
    title: str, body: str, *, kicker: str = "", subtitle: str = "", author: str = "", page: str = "03"
) -> str:
    """An article page of the third generation: h3, h1, h2, p.sec and #ozoom."""
    return f"""<!DOCTYPE html>
<html><head><title>{title}</title></head><body><div class="nav">版面导航</div><div class="article">
<h3>{kicker}</h3>
<h1>{title}</h1>
<h2>{subtitle}</h2>
<p class="sec">
  {author}
  <span class="date">《澄江报》（<span class="newstime">2023年10月17日</span> 第 {page} 版）</span>
</p>
<div id="ozoom"><!--enpcontent-->{body}<!--/enpcontent--></div></div><div class="share">收藏 推荐</div>
<!--enpproperty <articleid>30001</articleid><date>2023-10-18 01:02:03.0</date><author>{author}</author>\
<title><p>{title}</p></title>\
<keyword></keyword><subtitle>{subtitle}</subtitle><introtitle>{kicker}</introtitle><nodename>{page}版：综合</nodename>/enpproperty-->
</body></html>"""


def paragraphs(*texts: str) -> str:
    return "\n".join(f"<P>　　{text}</P>" for text in texts)
