// What Swift needs of zlib: its header, and a function for each macro that Swift cannot import.
#ifndef SEATRIAL_CZLIB_SHIM_H
#define SEATRIAL_CZLIB_SHIM_H

#include <zlib.h>

// 15 is the largest window; 16 more asks for gzip and not zlib's own format (zlib.h).
static inline int seatrial_gzip_begin_reading(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

static inline int seatrial_gzip_begin_writing(z_stream *stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
