from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.areas import merge
from index.document import Area

LINE = 10.0


def box(left: float, top: float, width: float = 90.0, height: float = LINE, *, sheet: int = 0) -> Area:
    return Area("0301.pdf", sheet, ((left, top), (left + width, top + height)))


def corners(area: Area) -> tuple[tuple[float, float], tuple[float, float]]:
    return area.points[0], area.points[2]


def test_the_lines_of_a_column_are_one_rectangle() -> None:
    lines = [box(20, 0, 70), box(0, 14), box(0, 28), box(0, 42, 30)]
    (area,) = merge(lines)
    assert area == Area("0301.pdf", 0, ((0, 0), (90, 0), (90, 52), (0, 52)))


def test_the_next_column_the_next_sheet_and_the_other_side_of_a_picture_are_rectangles_of_their_own() -> None:
    lines = [box(0, 400), box(0, 414), box(100, 0), box(100, 14), box(100, 200), box(100, 0, sheet=1)]
    assert [(area.sheet, *corners(area)) for area in merge(lines)] == [
        (0, (0, 400), (90, 424)),
        (0, (100, 0), (190, 24)),
        (0, (100, 200), (190, 210)),
        (1, (100, 0), (190, 10)),
    ]


def test_a_headline_over_several_columns_stands_apart_from_the_first() -> None:
    lines = [box(0, 0, 290, 24), box(0, 28, 290, 24), box(0, 60), box(0, 74), box(100, 60)]
    assert [corners(area) for area in merge(lines)] == [
        ((0, 0), (290, 52)),
        ((0, 60), (90, 84)),
        ((100, 60), (190, 70)),
    ]


def test_a_polygon_that_every_line_has_is_given_once_and_as_it_was() -> None:
    shape = Area("node_1.jpg", 0, ((0, 0), (90, 0), (90, 40), (40, 40), (40, 80), (0, 80)))
    assert merge([shape] * 5) == (shape,)
    slanted = Area("node_1.jpg", 0, ((0, 0), (90, 5), (90, 40), (0, 35)))
    assert merge([slanted, shape, slanted]) == (slanted, shape)


def test_an_upright_rectangle_of_four_corners_is_a_box() -> None:
    four = Area("node_1.jpg", 0, ((0, 0), (90, 0), (90, 10), (0, 10)))
    assert merge([four, four]) == (four,)
    flat = Area("node_1.jpg", 0, ((0, 0), (90, 0)))
    assert merge([flat]) == (flat,)
    assert merge([]) == ()


POINT = st.tuples(st.integers(0, 30).map(float), st.integers(0, 30).map(float))
AREA = st.builds(
    Area, st.sampled_from(["a", "b"]), st.integers(0, 1), st.lists(POINT, min_size=2, max_size=5).map(tuple)
)


@given(st.lists(AREA, max_size=12))
def test_every_point_is_still_covered(areas: list[Area]) -> None:
    merged = merge(areas)
    assert len(merged) <= len(set(areas))
    for area in areas:
        sheets = [each.points for each in merged if (each.picture, each.sheet) == (area.picture, area.sheet)]
        extents = [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in (zip(*points, strict=True) for points in sheets)]
        for x, y in area.points:
            assert any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in extents)
