"""One day with the suitcase, by keyboard alone: Straach on a first Monday without a network, then the town hall."""

from desk_chapters import (change_of_address, crash, erika, identity_card, lock_and_switch, money, morning, outing,
                           rest_of_move, second_tab, transfers, visit_ends)
from family_chapters import child_card, evening, family, family_arrives, family_leaves, registration
from night_chapters import after_hours
from keyboard import Hands
from office_chapters import follow_up, inbox, office_opens, question
from page_chapters import locked, pages


class Day:
    """What one chapter leaves to the next."""

    def __init__(self, town, screen, folder):
        self.town, self.make_screen, self.folder = town, screen, folder

    def open_kit(self, now):
        self.kit = self.town.serve_kit(now)

    def browser_at_kit(self, **options):
        self.screen = self.make_screen("kit", **options)
        self.hands = Hands(self.screen.page)
        self.screen.page.goto(self.kit.address)

    def look(self, name):
        self.screen.look(name)


def test_day(town, screen, tmp_path):
    day = Day(town, screen, tmp_path)
    morning(day)
    outing(day)
    erika(day)
    identity_card(day)
    change_of_address(day)
    crash(day)
    rest_of_move(day)
    second_tab(day)
    lock_and_switch(day)
    money(day)
    transfers(day)
    visit_ends(day)
    office_opens(day)
    inbox(day)
    question(day)
    follow_up(day)
    family(day)
    registration(day)
    child_card(day)
    pages(day)
    family_leaves(day)
    family_arrives(day)
    evening(day)
    locked(day)
    after_hours(day)
