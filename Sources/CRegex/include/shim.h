#pragma once

#include <stddef.h>
#include <stdint.h>

// RE2 behind an opaque pointer: no C++ type, exception or allocation of RE2's crosses this header.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pullcord_regex pullcord_regex;

// Compiles UTF-8 pattern text. Returns NULL where RE2 refuses it, with RE2's reason as a
// NUL-terminated text in `reason` (cut to its capacity, which must be at least 1).
pullcord_regex *pullcord_regex_new(const uint8_t *pattern, size_t length, char *reason,
                                   size_t reason_capacity);

// 1 where the pattern is found anywhere in the subject, 0 where it is not. May be called from
// several threads at once.
int pullcord_regex_match(const pullcord_regex *regex, const uint8_t *subject, size_t length);

// The number of instructions of the program: times the subject's bytes it bounds a match's work.
int pullcord_regex_program_size(const pullcord_regex *regex);

void pullcord_regex_free(pullcord_regex *regex);

#ifdef __cplusplus
}
#endif
