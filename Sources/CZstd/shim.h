// What Swift needs of libzstd: its header.
#ifndef SEATRIAL_CZSTD_SHIM_H
#define SEATRIAL_CZSTD_SHIM_H

#include <zstd.h>

#endif
