#define _GNU_SOURCE
#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#define NCURSES_NOMACROS 1
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <term.h>

static int locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

void pc_terminal_describe(const char *name, int prefers_utf8, struct pc_terminal *terminal) {
    memset(terminal, 0, sizeof *terminal);
    // A locale that was never generated is common over ssh; its characters are known all the same.
    if (setlocale(LC_CTYPE, "") == NULL && prefers_utf8) setlocale(LC_CTYPE, "C.UTF-8");
    terminal->is_utf8 = locale_is_utf8();
    int fault = 0;
    if (setupterm(name, STDOUT_FILENO, &fault) != OK || cur_term == NULL) return;
    terminal->is_known = 1;
    const char *address = tigetstr("cup");
    terminal->can_address = address != NULL && address != (const char *)-1;
    int colours = tigetnum("colors");
    terminal->colours = colours > 0 ? colours : 0;
    del_curterm(cur_term);
}
