"""Words as they are spoken → as a paper prints them: who asks for 早饭 finds 早餐."""

from __future__ import annotations

from qa.question.asking import outside_titles

_SAID = """\
早餐: 早饭 早点
午餐: 中饭 午饭
晚餐: 晚饭
食堂: 饭堂
缴费: 掏钱 交钱 出钱 缴钱
收费: 要钱 加钱
优惠: 便宜 打折
补贴: 补钱
工资: 工钱 薪水
养老金: 退休金
医疗费用: 住院费 医药费
上涨: 涨价
下降: 降价
开工: 动工
竣工: 完工
建成: 造好 盖好
开业: 开张
停业: 关张
招聘: 招人 招工
获奖: 得奖 拿奖
一班: 一趟
首班车: 头班车
绕行: 绕路 绕道
机动车: 开车
非机动车: 骑车
行人: 走路
拥堵: 堵车
交通事故: 车祸 撞车
结婚登记: 结婚证 领证 办结婚
离婚登记: 离婚证 办离婚
接种疫苗: 打疫苗
加装电梯: 装电梯
就诊: 看病
医生: 大夫
老年人: 老人家
老人: 老头 老太太
儿童: 小孩 娃娃
低保对象: 低保户
师傅: 老师傅"""
"""What is printed, and how it is said; made with readers' questions on the samples and three archives in view."""
_PRINTED = {
    said: printed
    for line in _SAID.splitlines()
    for printed, _, words in [line.partition(": ")]
    for said in words.split()
}
_as_printed = outside_titles(_PRINTED)


def as_printed_words(question: str) -> str:
    """A question with spoken words as papers print them, but for titles and quotations.

    >>> as_printed_words("食堂早饭几块钱"), as_printed_words("《早饭》是谁写的")
    ('食堂早餐几块钱', '《早饭》是谁写的')
    """
    return _as_printed(question)
