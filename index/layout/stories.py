"""A region → its articles in reading order: headlines, bodies, captions, and the articles of the frames inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.layout.blocks import Block, columns, headlines, is_caption
from index.layout.links import chains
from index.layout.order import Story, ordered
from index.layout.regions import Region
from index.layout.sheet import Box
from index.layout.surroundings import Surroundings
from index.layout.type import Type, type_of


def stories(region: Region) -> list[Story]:
    """Return the articles of a region in reading order; a frame inside it comes where it stands among them."""
    frames = [run for frame in region.inner if (run := stories(frame))]
    joined = [_joined(run) for run in frames]
    own = _outside(region) if region.lines else []
    em = type_of(region.lines).em if region.lines else 1.0
    found: list[Story] = []
    for story in ordered([*own, *joined], em):
        run = next((run for run, whole in zip(frames, joined, strict=True) if whole is story), [story])
        found += run
    return found


def _joined(run: Sequence[Story]) -> Story:
    """The articles of one frame as one, to find their place."""
    blocks = [block for story in run for block in (*story.body, *story.captions)]
    return Story(run[0].headline, tuple(blocks))


def _outside(region: Region) -> list[Story]:
    body = type_of(region.lines)
    above = headlines(region, body)
    taken = {id(line) for headline in above for line in headline.lines}
    blocks = columns([line for line in region.lines if id(line) not in taken], region, body)
    captions = [block for block in blocks if is_caption(block, region.pictures, body)]
    running = [block for block in blocks if not any(block is caption for caption in captions)]
    frames = [inner.box for inner in region.inner]
    obstacles = (*region.pictures, *frames, *(caption.box for caption in captions))
    around = Surroundings(tuple(above), tuple(running), obstacles, region.rules, body)
    found = [
        Story(None if number is None else above[number], tuple(running[place] for place in places))
        for number, places in chains(around)
    ]
    told = {id(caption): _nearest(caption.box, region.pictures) for caption in captions}
    silent = [picture for picture in region.pictures if not any(picture is other for other in told.values())]
    topped = [_with_pictures(story, silent, body) for story in found]
    return _with_captions(topped, [(caption, told[id(caption)]) for caption in captions])


def _nearest(box: Box, pictures: Sequence[Box]) -> Box:
    return min(pictures, key=lambda picture: max(-picture.along(box), 0) + max(-picture.across(box), 0))


def _with_pictures(story: Story, pictures: Sequence[Box], body: Type) -> Story:
    """Add to an article the pictures without captions that stand right above its headline."""
    if not story.headline:
        return story
    over = story.headline.box
    above = [
        picture
        for picture in pictures
        if -body.em < over.y0 - picture.y1 < 3 * body.em and picture.across(over) > 0.5 * over.width
    ]
    return replace(story, pictures=tuple(above))


def _with_captions(found: Sequence[Story], captions: Sequence[tuple[Block, Box]]) -> list[Story]:
    """Give each caption to the smallest article that its picture stands inside; the others stand alone."""
    result = list(found)
    for caption, picture in sorted(captions, key=lambda pair: (pair[0].box.y0, pair[0].box.x0)):
        hosts = [place for place, story in enumerate(result) if _is_in(picture, caption.box, story)]
        if hosts:
            host = min(hosts, key=lambda place: _area(result[place]))
            result[host] = replace(result[host], captions=(*result[host].captions, caption))
        else:
            result.append(Story(None, (caption,), pictures=(picture,)))
    return result


def _is_in(picture: Box, caption: Box, story: Story) -> bool:
    whole = Box.around(story.parts)
    x, y = (picture.x0 + picture.x1) / 2, (picture.y0 + picture.y1) / 2
    return bool(story.headline) and whole.holds(Box(x, y, x, y)) and whole.across(caption) > 0


def _area(story: Story) -> float:
    box = Box.around(story.parts)
    return box.width * box.height
