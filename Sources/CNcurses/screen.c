#define _GNU_SOURCE
#include "CNcurses.h"

#include <stdio.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_NOMACROS 1
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <term.h>
#undef columns  // term.h takes the word for a number of terminfo

_Static_assert(CCHARW_MAX >= 3, "a cell holds a character and two marks");
_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a wchar_t holds a scalar");

static SCREEN *screen;

int pc_screen_open(const char *name) {
    // newterm, for initscr ends the process where it does not know the terminal.
    screen = newterm(name, stdout, stdin);
    if (screen == NULL) return -1;
    // Input is decoded elsewhere: ncurses must neither read nor look at descriptor 0.
    if (raw() == ERR || noecho() == ERR || nonl() == ERR) return -1;
    keypad(stdscr, FALSE);
    typeahead(-1);
    intrflush(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    idlok(stdscr, FALSE);
    idcok(stdscr, FALSE);
    immedok(stdscr, FALSE);
    return 0;
}

int pc_screen_leave(void) { return endwin() == ERR ? -1 : 0; }

int pc_screen_resume(void) {
    if (reset_prog_mode() == ERR) return -1;
    clearok(curscr, TRUE);
    return refresh() == ERR ? -1 : 0;
}

int pc_screen_start_colours(void) {
    if (!has_colors() || start_color() == ERR) return 0;
    return use_default_colors() == ERR ? 1 : 2;
}

int pc_screen_colours(void) { return COLORS; }
int pc_screen_pairs(void) { return COLOR_PAIRS; }

int pc_screen_pair(int pair, int foreground, int background) {
    return init_extended_pair(pair, foreground, background) == ERR ? -1 : 0;
}

static attr_t attributes_of(int attributes) {
    attr_t found = A_NORMAL;
    if (attributes & PC_BOLD) found |= A_BOLD;
    if (attributes & PC_DIM) found |= A_DIM;
    if (attributes & PC_REVERSE) found |= A_REVERSE;
    if (attributes & PC_UNDERLINE) found |= A_UNDERLINE;
    return found;
}

int pc_screen_put(int row, int column, const uint32_t *scalars, int count, int attributes, int pair) {
    wchar_t text[4] = {0};
    if (count < 1 || count > 3) return -1;
    for (int i = 0; i < count; i++) text[i] = (wchar_t)scalars[i];
    cchar_t cell;
    if (setcchar(&cell, text, attributes_of(attributes), (short)(pair > 32767 ? 32767 : pair), &pair) == ERR) return -1;
    // The string form neither wraps nor scrolls, so that the last cell of the screen is one like others.
    return mvwadd_wchnstr(stdscr, row, column, &cell, 1) == ERR ? -1 : 0;
}

int pc_scalar_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

int pc_screen_flush(int row, int column) {
    if (wmove(stdscr, row, column) == ERR) return -1;
    if (wnoutrefresh(stdscr) == ERR) return -1;
    return doupdate() == ERR ? -1 : 0;
}

// The sequence without the pauses that terminfo writes into it. putp would leave it in stdio's buffer.
static char place[64];
static size_t gathered;

static int gather(int byte) {
    if (gathered < sizeof place) place[gathered++] = (char)byte;
    return byte;
}

int pc_screen_reposition(int row, int column) {
    // mvcur writes nothing where it believes the cursor to be there already: that belief is the matter.
    const char *address = tigetstr("cup");
    if (address == NULL || address == (const char *)-1) return -1;
    gathered = 0;
    if (tputs(tiparm(address, row, column), 1, gather) == ERR) return -1;
    return pc_write_all(STDOUT_FILENO, place, gathered) < 0 ? -1 : 0;
}

int pc_screen_resize(int rows, int columns) {
    if (resizeterm(rows, columns) == ERR) return -1;
    clearok(curscr, TRUE);
    return 0;
}

int pc_screen_forget(void) { return clearok(curscr, TRUE) == ERR ? -1 : 0; }

int pc_screen_show_cursor(int visible) { return curs_set(visible ? 1 : 0) == ERR ? -1 : 0; }
