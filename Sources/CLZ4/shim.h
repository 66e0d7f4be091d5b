// What Swift needs of liblz4: the header of its frame format.
#ifndef SEATRIAL_CLZ4_SHIM_H
#define SEATRIAL_CLZ4_SHIM_H

#include <lz4frame.h>

#endif
