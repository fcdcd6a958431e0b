// Byte scanning for delimited text: sixty-four bytes at a time into bit masks, with vector instructions where the
// processor's baseline has them (SSE2, NEON) and eight-byte words elsewhere. Everything inlines into Swift.
#ifndef PORTULAN_SCAN_H
#define PORTULAN_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cells.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// One bit a byte, lowest bit first, for 64 bytes of text.
typedef struct {
    uint64_t quotes;
    uint64_t delimiters;
    uint64_t newlines;
} scan_masks;

/// What a stretch of bytes holds: `SCAN_HIGH` where a byte is above 0x7F, `SCAN_NUL` where one is zero.
enum { SCAN_HIGH = 1, SCAN_NUL = 2 };

#if defined(__SSE2__)
static inline uint64_t scan_equal64(__m128i a, __m128i b, __m128i c, __m128i d, uint8_t byte) {
    __m128i wanted = _mm_set1_epi8((char)byte);
    uint64_t m0 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, wanted));
    uint64_t m1 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b, wanted));
    uint64_t m2 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(c, wanted));
    uint64_t m3 = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(d, wanted));
    return m0 | (m1 << 16) | (m2 << 32) | (m3 << 48);
}

/// Masks of the 64 bytes at `p`, all of which must be readable.
static inline scan_masks scan_64(const uint8_t *p, uint8_t quote, uint8_t delimiter, uint8_t newline) {
    __m128i a = _mm_loadu_si128((const __m128i *)p);
    __m128i b = _mm_loadu_si128((const __m128i *)(p + 16));
    __m128i c = _mm_loadu_si128((const __m128i *)(p + 32));
    __m128i d = _mm_loadu_si128((const __m128i *)(p + 48));
    scan_masks masks = {
        scan_equal64(a, b, c, d, quote),
        scan_equal64(a, b, c, d, delimiter),
        scan_equal64(a, b, c, d, newline),
    };
    return masks;
}
#elif defined(__ARM_NEON)
static inline uint64_t scan_equal64(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d, uint8_t byte) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t wanted = vdupq_n_u8(byte), weight = vld1q_u8(weights);
    uint8x16_t w0 = vandq_u8(vceqq_u8(a, wanted), weight);
    uint8x16_t w1 = vandq_u8(vceqq_u8(b, wanted), weight);
    uint8x16_t w2 = vandq_u8(vceqq_u8(c, wanted), weight);
    uint8x16_t w3 = vandq_u8(vceqq_u8(d, wanted), weight);
    uint8x16_t sum = vpaddq_u8(vpaddq_u8(w0, w1), vpaddq_u8(w2, w3));
    sum = vpaddq_u8(sum, sum);
    return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

/// Masks of the 64 bytes at `p`, all of which must be readable.
static inline scan_masks scan_64(const uint8_t *p, uint8_t quote, uint8_t delimiter, uint8_t newline) {
    uint8x16_t a = vld1q_u8(p), b = vld1q_u8(p + 16), c = vld1q_u8(p + 32), d = vld1q_u8(p + 48);
    scan_masks masks = {
        scan_equal64(a, b, c, d, quote),
        scan_equal64(a, b, c, d, delimiter),
        scan_equal64(a, b, c, d, newline),
    };
    return masks;
}
#else
static inline uint64_t scan_equal64(const uint8_t *p, uint8_t byte) {
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++) mask |= (uint64_t)(p[i] == byte) << i;
    return mask;
}

/// Masks of the 64 bytes at `p`, all of which must be readable.
static inline scan_masks scan_64(const uint8_t *p, uint8_t quote, uint8_t delimiter, uint8_t newline) {
    scan_masks masks = {scan_equal64(p, quote), scan_equal64(p, delimiter), scan_equal64(p, newline)};
    return masks;
}
#endif

/// Whether `count` bytes at `p` hold bytes above 0x7F or zeros (see `SCAN_HIGH`, `SCAN_NUL`).
static inline int scan_flags(const uint8_t *p, size_t count) {
    const uint64_t ones = 0x0101010101010101ull, highs = 0x8080808080808080ull;
    uint64_t high = 0, zero = 0;
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        uint64_t word;
        memcpy(&word, p + i, 8);
        high |= word;
        zero |= (word - ones) & ~word;
    }
    for (; i < count; i++) {
        high |= p[i];
        zero |= p[i] == 0 ? highs : 0;
    }
    return ((high & highs) ? SCAN_HIGH : 0) | ((zero & highs) ? SCAN_NUL : 0);
}

/// Length of the longest prefix of `count` bytes at `p` that is well-formed UTF-8 (Unicode 15, table 3-7).
static inline size_t scan_utf8_prefix(const uint8_t *p, size_t count) {
    size_t i = 0;
    while (i < count) {
        if (i + 8 <= count) {
            uint64_t word;
            memcpy(&word, p + i, 8);
            word &= 0x8080808080808080ull;
            if (word == 0) {
                i += 8;
                continue;
            }
        }
        uint8_t lead = p[i];
        if (lead < 0x80) {
            i += 1;
        } else if (lead < 0xC2) {
            return i;
        } else if (lead < 0xE0) {
            if (i + 1 >= count || (p[i + 1] & 0xC0) != 0x80) return i;
            i += 2;
        } else if (lead < 0xF0) {
            if (i + 2 >= count || (p[i + 1] & 0xC0) != 0x80 || (p[i + 2] & 0xC0) != 0x80) return i;
            if (lead == 0xE0 && p[i + 1] < 0xA0) return i;
            if (lead == 0xED && p[i + 1] > 0x9F) return i;
            i += 3;
        } else if (lead < 0xF5) {
            if (i + 3 >= count || (p[i + 1] & 0xC0) != 0x80 || (p[i + 2] & 0xC0) != 0x80 || (p[i + 3] & 0xC0) != 0x80) return i;
            if (lead == 0xF0 && p[i + 1] < 0x90) return i;
            if (lead == 0xF4 && p[i + 1] > 0x8F) return i;
            i += 4;
        } else {
            return i;
        }
    }
    return i;
}

#endif
