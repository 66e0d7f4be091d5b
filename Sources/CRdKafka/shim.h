// What Swift needs of librdkafka: its header, and a wrapper for each declaration that Swift cannot import.
#ifndef SEATRIAL_CRDKAFKA_SHIM_H
#define SEATRIAL_CRDKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#if RD_KAFKA_VERSION < 0x020002ff
#error "Seatrial needs librdkafka 2.0.2 or newer"
#endif

// Has the C library keep up to `bytes` of freed memory at the end of each of its arenas, and take what is smaller than
// that from there. Both at once: setting one ends glibc's own adjusting of the other (mallopt(3), M_MMAP_THRESHOLD).
// Returns 0 where the C library has no such setting.
static inline int seatrial_keep_freed_memory(int bytes) {
#ifdef __GLIBC__
    return mallopt(M_TRIM_THRESHOLD, bytes) && mallopt(M_MMAP_THRESHOLD, bytes);
#else
    (void)bytes;
    return 0;
#endif
}

#endif
