#pragma once
// The terminal, as far as Swift cannot reach it: ncurses behind a handful of calls without its types and
// macros, the guard that outlives the process that draws, and descriptors that Glibc lacks.
// Where nothing else is said a function returns a value >= 0, or the negated errno.
#include <stddef.h>
#include <stdint.h>

// ---- what the terminal can do (describe.c): before any thread draws -------------------------------

struct pc_terminal {
    int32_t is_known;       // terminfo has an entry of this name
    int32_t can_address;    // the cursor can be put anywhere
    int32_t colours;        // 0: none
    int32_t is_utf8;        // the locale's character set is UTF-8
};

/// Sets the locale's characters from the environment, then describes the terminal of this name.
/// Writes nothing to it. `prefers_utf8`: the environment names UTF-8, even where its locale is missing.
void pc_terminal_describe(const char *name, int prefers_utf8, struct pc_terminal *terminal);
/// Rows and columns of the terminal behind a descriptor.
int pc_terminal_size(int descriptor, int *rows, int *columns);

// ---- the screen (screen.c): every call from the one thread that draws -----------------------------

enum pc_attribute { PC_BOLD = 1, PC_DIM = 2, PC_REVERSE = 4, PC_UNDERLINE = 8 };

/// Takes the terminal on descriptors 0 and 1: raw, no echo, ncurses reads nothing. -1: it cannot.
int pc_screen_open(const char *name);
/// Gives it back as it was found; `pc_screen_open` is over, `pc_screen_resume` takes it again.
int pc_screen_leave(void);
int pc_screen_resume(void);
/// Starts colours: 0 without, 1 with, 2 with the terminal's own as background. Never without has_colors.
int pc_screen_start_colours(void);
/// How many colours and pairs there are; 0 before colours were started.
int pc_screen_colours(void);
int pc_screen_pairs(void);
/// Gives a pair its colours; -1 in foreground or background is the terminal's own.
int pc_screen_pair(int pair, int foreground, int background);
/// Puts one character with its marks into a cell. -1 where ncurses refuses.
int pc_screen_put(int row, int column, const uint32_t *scalars, int count, int attributes, int pair);
/// How many columns the C library gives a scalar; -1 for what it will not print.
int pc_scalar_columns(uint32_t scalar);
/// Writes what changed, and leaves the cursor there. -1 where ncurses refuses.
int pc_screen_flush(int row, int column);
/// Says to the terminal where the cursor is, whatever was drawn: after text whose width it may see
/// otherwise. To be called after a flush, with the same place.
int pc_screen_reposition(int row, int column);
int pc_screen_resize(int rows, int columns);
/// The next flush draws everything again.
int pc_screen_forget(void);
int pc_screen_show_cursor(int visible);

// ---- the guard (guard.c) --------------------------------------------------------------------------

/// What guard and guarded share: one page.
struct pc_life {
    int32_t is_taken;  // the screen is ours: modes are on
    int32_t crashed;   // the signal of a fault that is being reported; 0: none
};

/// Name of the variable by which the guarded process finds its guard; holds a descriptor's number.
extern const char pc_guard_variable[];

/// Starts this program again with the same arguments and environment, its standard error in `log`, and
/// guards it until it ends: the terminal is given back whatever happened. Returns its exit status, 128 + n
/// where signal n ended it. To be called while the process has one thread.
/// `notice` is written to standard error where a signal ended it that nobody had sent to the guard.
int pc_guard_run(char *const arguments[], const char *log, const char *notice);
/// In the guarded process: the page, from the environment, which forgets it; NULL where nobody guards.
/// From then on a fault is told to the guard, and one that another process sent ends this one at once.
struct pc_life *pc_guard_life(void);
void pc_life_set(struct pc_life *life, int is_taken);
/// What gives a terminal its modes back, whatever was interrupted; ends with NUL.
extern const char pc_terminal_reset[];

// ---- descriptors and signals (wake.c) -------------------------------------------------------------

int pc_wake_new(void);
void pc_wake_raise(int wake);
void pc_wake_clear(int wake);
/// From now on these signals do nothing but to be read from the returned descriptor. To be called while
/// the process has one thread: threads inherit that.
int pc_inbox_new(const int *signals, int count);
/// The next signal's number; 0 when there is none.
int pc_inbox_next(int inbox);
/// Stops this process as ^Z does, and returns when it goes on.
void pc_stop_here(void);
/// Writes all bytes, waiting where the terminal does not take them.
int pc_write_all(int descriptor, const void *bytes, size_t count);
