"""Words as they are spoken → as a paper prints them: who asks for 早饭 finds 早餐."""

from __future__ import annotations

import re

from index.text import word_frequencies
from qa.question.asking import cuts, outside_titles

_SAID = """\
吃
早餐: 早饭 早点
午餐: 中饭 午饭
晚餐: 晚饭
食堂: 饭堂
农贸市场: 菜市场 菜场

钱
缴费: 掏钱 交钱 出钱 缴钱
收费: 要钱 加钱
优惠: 便宜 打折
补贴: 补钱
工资: 工钱 薪水
养老金: 退休金
失业保险金: 失业金
医疗费用: 住院费 医药费
租金: 房租
上涨: 涨价
下降: 降价
售价多少: 卖多少钱 卖什么价 卖几块钱
成交多少钱: 卖了多少钱
总投资多少: 花了多少钱 花多少钱
收入多少: 赚了多少钱 赚多少钱 挣了多少钱 挣多少钱
亏损多少钱: 亏了多少钱
票价多少: 票多少钱
补贴多少: 能补多少钱 能补多少 补多少钱 补多少
奖励多少钱: 奖了多少钱 奖多少钱
罚款多少: 罚了多少钱 罚多少钱 罚了多少 罚多少
赔偿多少钱: 赔了多少钱 赔多少钱
捐款多少钱: 捐了多少钱 捐多少钱
诈骗多少钱: 骗了多少钱
报销比例多少: 能报多少 报销多少
多少股权: 多少股份

数
增长多少: 涨了多少 多了多少
下降多少: 降了多少 少了多少
最高: 最多能拿 最多能领 最多能 最多可以 最多可
种植面积多少: 种了多少亩 种多少亩
招聘多少人: 招多少人 招了多少人
参加多少人: 来了多少人 去了多少人
死亡多少人: 死了多少人 死了几个人 死了几人
受伤多少人: 伤了多少人 伤了几个人 伤了几人
抓获多少人: 抓了多少人 抓了几个人
被判有期徒刑几年: 判了几年 判几年 判了多少年 判多少年
记几分: 扣几分 扣多少分
比原定: 比原来

店、厂、学校
开工: 动工
竣工: 完工
建成: 造好 盖好
开业: 开张
停业: 关张
招聘: 招人 招工
就业: 找工作
务工: 打工
拖欠工资: 欠薪
律师事务所: 律所

车、路
通车: 修通
一班: 一趟
首班车: 头班车
绕行: 绕路 绕道
道路施工: 修路
封闭施工: 封路 封桥 封道
机动车: 开车
非机动车: 骑车
电动自行车: 电动车 电瓶车
行人: 走路
拥堵: 堵车
信号灯: 红绿灯
人行横道: 斑马线
驾驶证: 驾照
查处酒驾: 查酒驾 抓酒驾
交通事故: 车祸 撞车
民警: 警察
在逃人员: 逃犯

官、学
接受审查调查的干部: 被查的干部 落马的干部 落马干部
接受审查调查的官员: 被查的官员 落马的官员 落马官员
被开除党籍和公职: 被双开
小学招生: 幼升小
初中招生: 小升初
教师: 老师
500强: 五百强

家、邻里
结婚登记: 结婚证 领证 办结婚
离婚登记: 离婚证 办离婚
落户: 上户口
加装电梯: 装电梯
住宅: 房子
交付: 交房
征收: 拆迁
违法建设: 违建
业主委员会: 业委会
暂停供水: 断水 没水
停电: 断电
暂停供气: 停气
燃气: 煤气
排水管: 下水道
噪声: 噪音
异味: 臭味
养犬: 养狗 遛狗
犬只: 流浪狗
公厕: 公共厕所

病、灾
接种疫苗: 打疫苗
就诊: 看病
医生: 大夫
去世: 过世
什么时候去世: 什么时候死的 哪天死的
溺亡: 淹死
火灾: 着火 失火
强降雨: 下大雨 下暴雨
洪涝: 发大水

人
老年人: 老人家
老人: 老头 老太太
青年: 年轻人
儿童: 小孩 娃娃
低保对象: 低保户
特困人员: 五保户
养老机构: 养老院 敬老院
师傅: 老师傅
农村: 乡下

赛、演
获奖: 得奖 拿奖
获胜: 打赢
夺冠: 拿冠军 得冠军 得第一 拿第一
演出: 唱戏"""
"""What is printed, and how it is said, by what it is of; made with readers' questions on four archives in view.

A question is searched for as it was said too, and the better finding wins: the pairs need not mean quite the same.
"""
_PRINTED = {
    said: printed
    for line in _SAID.splitlines()
    for printed, _, words in [line.partition(": ")]
    for said in words.split()
}
_SPOKEN = re.compile("|".join(sorted(_PRINTED, key=len, reverse=True)))
_EACH = "[个户家栋套间台辆亩张次场]|人|平[米方]"
_END = "(?=[的了呢吗?？]*$)"
_TURNS = (
    (r"一[天日](?=[^，,。]{0,4}多少(?:[辆台趟]?车|人))", "日均"),
    (rf"一(个[月人]|{_EACH})(?=(?:能|可以|要|得|会)?[^，,。的]{{0,4}}(?:多少|几))", r"每\1"),
    (rf"(多少[钱元]|几元|几块钱?)一({_EACH})", r"每\2\1"),
    (r"卖[了出掉]+(?=多少[^钱]|几)", "销售"),
    (rf"(什么时候)出(?:来|{_END})", r"\1发布"),
    (rf"(什么时候)办{_END}", r"\1举行"),
    (rf"(什么时候)完{_END}", r"\1结束"),
)
"""What is printed in other words where others stand beside it."""
_TURNED = tuple((re.compile(said), printed) for said, printed in _TURNS)


def as_printed_words(question: str) -> str:
    """A question with spoken words as papers print them, but for titles and quotations.

    >>> as_printed_words("食堂早饭几块钱"), as_printed_words("《早饭》是谁写的")
    ('食堂早餐几块钱', '《早饭》是谁写的')
    """
    return outside_titles(question, _as_printed)


def _as_printed(text: str) -> str:
    for said, printed in _TURNED:
        text = said.sub(printed, text)
    return _SPOKEN.sub(_alone, text)


def _alone(match: re.Match[str]) -> str:
    """What is printed for a spoken word that does not begin within another (维修路灯); 不要钱 has 要钱."""
    text, start = match.string, match.start()
    across = start and text[start - 1] != "不" and word_frequencies()[0].get(text[start - 1 : start + 1])
    return match[0] if across and start not in cuts(text) else _PRINTED[match[0]]
