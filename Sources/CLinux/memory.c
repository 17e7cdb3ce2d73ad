#define _GNU_SOURCE
#include "include/shim.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

void *pc_pages_new(size_t bytes) {
    void *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return pages == MAP_FAILED ? NULL : pages;
}

void *pc_pages_resize(void *pages, size_t from, size_t to) {
    void *moved = mremap(pages, from, to, MREMAP_MAYMOVE);
    return moved == MAP_FAILED ? NULL : moved;
}

void pc_pages_free(void *pages, size_t bytes) {
    munmap(pages, bytes);
}

int pc_release_text(void) {
    FILE *maps = fopen("/proc/self/maps", "re");
    if (!maps) return -errno;
    char line[8192];
    int count = 0;
    while (fgets(line, sizeof line, maps)) {
        unsigned long start, end, inode;
        char mode[5];
        // Only text that nobody may write: private pages that were written (relocations) have no
        // copy in the file and would be lost.
        if (sscanf(line, "%lx-%lx %4s %*s %*s %lu", &start, &end, mode, &inode) != 4) continue;
        if (mode[0] != 'r' || mode[1] != '-' || mode[2] != 'x' || mode[3] != 'p' || inode == 0) continue;
        if (madvise((void *)start, end - start, MADV_DONTNEED) == 0) count++;
    }
    fclose(maps);
    return count;
}
