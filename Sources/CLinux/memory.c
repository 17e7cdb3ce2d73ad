#define _GNU_SOURCE
#include "include/shim.h"

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
