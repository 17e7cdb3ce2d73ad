#include "shim.h"

#include <re2/re2.h>

#include <cstdio>
#include <exception>
#include <string>

struct pullcord_regex {
    RE2 expression;

    pullcord_regex(const re2::StringPiece &pattern, const RE2::Options &options)
        : expression(pattern, options) {}
};

// 1 MiB for the program and its automata. Where an automaton would need more, RE2 simulates the
// program instead: slower by a factor, still linear in the subject.
static const int64_t memory_limit = 1 << 20;

pullcord_regex *pullcord_regex_new(const uint8_t *pattern, size_t length, char *reason,
                                   size_t reason_capacity) {
    RE2::Options options;
    options.set_max_mem(memory_limit);
    options.set_log_errors(false);
    options.set_longest_match(false);
    options.set_never_capture(true);
    try {
        re2::StringPiece text(reinterpret_cast<const char *>(pattern), length);
        auto *regex = new pullcord_regex(text, options);
        if (regex->expression.ok()) return regex;
        snprintf(reason, reason_capacity, "%s", regex->expression.error().c_str());
        delete regex;
    } catch (const std::exception &failure) {
        snprintf(reason, reason_capacity, "%s", failure.what());
    }
    return nullptr;
}

int pullcord_regex_match(const pullcord_regex *regex, const uint8_t *subject, size_t length) {
    re2::StringPiece text(reinterpret_cast<const char *>(subject), length);
    return regex->expression.Match(text, 0, length, RE2::UNANCHORED, nullptr, 0) ? 1 : 0;
}

int pullcord_regex_program_size(const pullcord_regex *regex) {
    return regex->expression.ProgramSize();
}

void pullcord_regex_free(pullcord_regex *regex) { delete regex; }
