// What Swift needs of libsnappy: its header for C.
#ifndef SEATRIAL_CSNAPPY_SHIM_H
#define SEATRIAL_CSNAPPY_SHIM_H

#include <snappy-c.h>

#endif
