// Reading of single cells: hashes, plain numbers, keys and shapes, eight or sixteen bytes at a time. Nothing here reads a
// byte outside the cell. Everything inlines into Swift.
#ifndef PORTULAN_CELLS_H
#define PORTULAN_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline uint64_t cell_load8(const uint8_t *p) {
    uint64_t word;
    memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t cell_load4(const uint8_t *p) {
    uint32_t word;
    memcpy(&word, p, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

/// The first eight bytes, little-endian, padded with zeros.
static inline uint64_t cell_prefix(const uint8_t *p, size_t count) {
    if (count >= 8) return cell_load8(p);
    if (count >= 4) return cell_load4(p) | cell_load4(p + count - 4) << ((count - 4) * 8);
    if (count == 0) return 0;
    size_t middle = count >> 1;
    return (uint64_t)p[0] | (uint64_t)p[middle] << (middle * 8) | (uint64_t)p[count - 1] << ((count - 1) * 8);
}

/// The last eight bytes of more than eight, else 0.
static inline uint64_t cell_suffix(const uint8_t *p, size_t count) { return count > 8 ? cell_load8(p + count - 8) : 0; }

static inline void cell_prefetch(const void *p) { __builtin_prefetch(p); }

static inline uint64_t cell_fold(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

// The first hexadecimal digits of pi.
#define CELL_K0 0x243F6A8885A308D3ull
#define CELL_K1 0x13198A2E03707345ull
#define CELL_K2 0xA4093822299F31D1ull

/// A 64-bit hash by folded multiplication (the principle of wyhash).
static inline uint64_t cell_hash(const uint8_t *p, size_t count) {
    if (count <= 8) return cell_fold(cell_fold(cell_prefix(p, count) ^ CELL_K0, count ^ CELL_K1) ^ CELL_K2, CELL_K1);
    uint64_t last = cell_load8(p + count - 8);
    if (count <= 16) return cell_fold(cell_fold(cell_load8(p) ^ CELL_K0, last ^ CELL_K1) ^ CELL_K2, count ^ CELL_K1);
    uint64_t state = CELL_K0;
    for (size_t i = 0; i + 16 < count; i += 16) state = cell_fold(cell_load8(p + i) ^ CELL_K1, cell_load8(p + i + 8) ^ state);
    state = cell_fold(cell_load8(p + count - 16) ^ CELL_K2, last ^ state);
    return cell_fold(state ^ count, CELL_K1);
}

/// Joins the hash of the next cell of a row to that of the cells before it.
static inline uint64_t cell_join(uint64_t row, uint64_t cell) {
    uint64_t mixed = (row ^ cell) * 0x9E3779B97F4A7C15ull;
    return mixed ^ mixed >> 29;
}

/// Whether every byte of the word is a digit of ASCII.
static inline bool cell_all_digits(uint64_t word) {
    const uint64_t highs = 0xF0F0F0F0F0F0F0F0ull, zeros = 0x3030303030303030ull;
    return (((word & highs) ^ zeros) | (((word + 0x0606060606060606ull) & highs) ^ zeros)) == 0;
}

/// Eight digits, the first in the lowest byte, as their number; the upper half of each byte is ignored.
static inline uint64_t cell_parse8(uint64_t word) {
    word &= 0x0F0F0F0F0F0F0F0Full;
    word = word * 10 + (word >> 8);
    return (((word & 0x000000FF000000FFull) * (100 + (1000000ull << 32))) + (((word >> 16) & 0x000000FF000000FFull) * (1 + (10000ull << 32)))) >> 32;
}

static const uint64_t cell_powers[20] = {
    1ull, 10ull, 100ull, 1000ull, 10000ull, 100000ull, 1000000ull, 10000000ull, 100000000ull, 1000000000ull, 10000000000ull,
    100000000000ull, 1000000000000ull, 10000000000000ull, 100000000000000ull, 1000000000000000ull, 10000000000000000ull,
    100000000000000000ull, 1000000000000000000ull, 10000000000000000000ull,
};

/// 10^exponent, 0 to 22: the powers that binary64 holds exactly.
static inline double cell_power_of_ten(unsigned exponent) {
    static const double powers[23] = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    };
    return powers[exponent];
}

/// The low `count` bytes moved to the top and `0` put below them, so that `cell_parse8` reads `count` digits.
static inline uint64_t cell_align(uint64_t word, size_t count) {
    uint64_t shift = (8 - count) * 8;
    return count == 0 ? 0x3030303030303030ull : (word << shift) | (0x3030303030303030ull & ((1ull << shift) - 1));
}

/// Digits alone, 1 to 18 of them: their number, or -1 where another byte stands among them.
static inline int64_t cell_digits(const uint8_t *p, size_t count) {
    if (count - 1 > 17) return -1;
    if (count <= 8) {
        uint64_t word = cell_align(cell_prefix(p, count), count);
        return cell_all_digits(word) ? (int64_t)cell_parse8(word) : -1;
    }
    // Two words of eight that overlap, or three.
    uint64_t first = cell_load8(p);
    if (!cell_all_digits(first)) return -1;
    if (count <= 16) {
        uint64_t last = cell_load8(p + count - 8);
        if (!cell_all_digits(last)) return -1;
        size_t rest = count - 8;
        uint64_t low = cell_parse8(rest == 8 ? last : (last & ~0ull << (8 - rest) * 8) | (0x3030303030303030ull & ((1ull << (8 - rest) * 8) - 1)));
        return (int64_t)(cell_parse8(first) * cell_powers[rest] + low);
    }
    uint64_t second = cell_load8(p + 8);
    uint64_t third = cell_align(cell_prefix(p + 16, count - 16), count - 16);
    if (!cell_all_digits(second) || !cell_all_digits(third)) return -1;
    return (int64_t)((cell_parse8(first) * 100000000ull + cell_parse8(second)) * cell_powers[count - 16] + cell_parse8(third));
}

/// A number with a dot between one to eight digits and one to eight digits, perhaps behind a minus.
typedef struct {
    uint64_t mantissa;
    uint8_t integer_digits;
    uint8_t fraction_digits;
    bool is_negative;
    /// Whether the cell is such a number; nothing else counts where it is not.
    bool is_plain;
} cell_decimal;

static inline cell_decimal cell_plain_decimal(const uint8_t *p, size_t count) {
    cell_decimal none = {0, 0, 0, false, false};
    if (count < 3) return none;
    bool negative = p[0] == '-';
    p += negative;
    count -= negative;
    if (count < 3 || count > 17) return none;
    uint64_t head = cell_prefix(p, count);
    uint64_t dots = head ^ 0x2E2E2E2E2E2E2E2Eull;
    uint64_t found = (dots - 0x0101010101010101ull) & ~dots & 0x8080808080808080ull;
    size_t integers = found ? (size_t)__builtin_ctzll(found) >> 3 : 8;
    if (integers == 0 || integers + 1 >= count || p[integers] != '.') return none;
    size_t fractions = count - integers - 1;
    if (fractions > 8) return none;
    uint64_t whole = cell_align(integers == 8 ? head : head & ((1ull << integers * 8) - 1), integers);
    uint64_t part = cell_align(cell_prefix(p + integers + 1, fractions), fractions);
    if (!cell_all_digits(whole) || !cell_all_digits(part)) return none;
    cell_decimal number = {
        cell_parse8(whole) * cell_powers[fractions] + cell_parse8(part), (uint8_t)integers, (uint8_t)fractions, negative, true,
    };
    return number;
}

/// Luhn's sum over eight digits, those doubled that `doubled` marks.
static inline unsigned cell_luhn8(uint64_t digits, uint64_t doubled) {
    uint64_t plain = digits & ~doubled & 0x0F0F0F0F0F0F0F0Full;
    uint64_t twice = (digits & doubled & 0x0F0F0F0F0F0F0F0Full) * 2;
    // Nine less wherever doubling gave two digits.
    uint64_t over = ((twice + 0x7676767676767676ull) & 0x8080808080808080ull) >> 7;
    return (unsigned)(((plain + twice - over * 9) * 0x0101010101010101ull) >> 56);
}

/// Luhn's sum (ISO/IEC 7812-1) of nine digits.
static inline unsigned cell_luhn_9(const uint8_t *p) { return cell_luhn8(cell_load8(p), 0xFF00FF00FF00FF00ull) + (p[8] & 15); }

/// Luhn's sum of fourteen digits.
static inline unsigned cell_luhn_14(const uint8_t *p) {
    return cell_luhn8(cell_load8(p), 0x00FF00FF00FF00FFull) + cell_luhn8(cell_load8(p + 6) >> 16, 0x00FF00FF00FF00FFull);
}

/// Which of up to 64 bytes are digits, letters of ASCII, low lines, hyphens; one bit each.
typedef struct {
    uint64_t digits;
    uint64_t uppers;
    uint64_t lowers;
    uint64_t low_lines;
    uint64_t hyphens;
} cell_masks;

#if defined(__SSE2__)
static inline cell_masks cell_masks_16(__m128i v) {
    // Signed comparisons: bytes above 0x7F are negative and fall outside every range.
    __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));
    __m128i upper = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
    __m128i lower = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(v, _mm_set1_epi8('z' + 1)));
    cell_masks masks = {
        (uint64_t)_mm_movemask_epi8(digit),
        (uint64_t)_mm_movemask_epi8(upper),
        (uint64_t)_mm_movemask_epi8(lower),
        (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('_'))),
        (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('-'))),
    };
    return masks;
}

static inline void cell_masks_join(cell_masks *all, cell_masks some, unsigned shift) {
    all->digits |= some.digits << shift;
    all->uppers |= some.uppers << shift;
    all->lowers |= some.lowers << shift;
    all->low_lines |= some.low_lines << shift;
    all->hyphens |= some.hyphens << shift;
}

/// `count` is 1 to 64.
static inline cell_masks cell_classify(const uint8_t *p, size_t count) {
    if (count <= 16) {
        __m128i v;
        if (count > 8) {
            uint64_t last = cell_load8(p + count - 8) >> (16 - count) * 8;
            v = _mm_set_epi64x((long long)last, (long long)cell_load8(p));
        } else {
            v = _mm_set_epi64x(0, (long long)cell_prefix(p, count));
        }
        return cell_masks_16(v);
    }
    cell_masks all = cell_masks_16(_mm_loadu_si128((const __m128i *)p));
    size_t at = 16;
    for (; at + 16 < count; at += 16) cell_masks_join(&all, cell_masks_16(_mm_loadu_si128((const __m128i *)(p + at))), (unsigned)at);
    // The last sixteen bytes overlap those before: the same bits are set again.
    cell_masks_join(&all, cell_masks_16(_mm_loadu_si128((const __m128i *)(p + count - 16))), (unsigned)(count - 16));
    return all;
}
#else
/// `count` is 1 to 64.
static inline cell_masks cell_classify(const uint8_t *p, size_t count) {
    cell_masks all = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        uint64_t bit = 1ull << i;
        if ((uint8_t)(p[i] - '0') < 10) all.digits |= bit;
        else if ((uint8_t)(p[i] - 'A') < 26) all.uppers |= bit;
        else if ((uint8_t)(p[i] - 'a') < 26) all.lowers |= bit;
        else if (p[i] == '_') all.low_lines |= bit;
        else if (p[i] == '-') all.hyphens |= bit;
    }
    return all;
}
#endif

/// Whether eight bytes are all hexadecimal digits, where `skip` marks bytes that need not be.
static inline bool cell_hex8(uint64_t word, uint64_t skip) {
    const uint64_t highs = 0x8080808080808080ull;
    uint64_t low = word & ~highs;
    uint64_t letter = (low | 0x2020202020202020ull);
    uint64_t digit = (low + 0x5050505050505050ull) & ~(low + 0x4646464646464646ull);
    uint64_t hex = (letter + 0x1F1F1F1F1F1F1F1Full) & ~(letter + 0x1919191919191919ull);
    return ((((digit | hex) & ~word) | skip) & highs) == highs;
}

/// Whether 36 bytes are a UUID: eight, four, four, four and twelve hexadecimal digits (RFC 9562).
static inline bool cell_is_uuid(const uint8_t *p) {
    if (p[8] != '-' || p[13] != '-' || p[18] != '-' || p[23] != '-') return false;
    // The hyphens at 13 in the second word, 18 and 23 in the third.
    return cell_hex8(cell_load8(p), 0) && cell_hex8(cell_load8(p + 8), 0x0000800000000080ull)
        && cell_hex8(cell_load8(p + 16), 0x8000000000800000ull) && cell_hex8(cell_load8(p + 24), 0) && cell_hex8(cell_load8(p + 28), 0);
}

/// Whether the cell is a word of digits, letters and low lines that is neither a number, a day, a time nor a code of known
/// form: no value of its shape is. For 6 to 64 bytes; the lengths of known codes are left to those that know them.
static inline bool cell_is_opaque(const uint8_t *p, size_t count) {
    if (count < 6 || count > 64 || ((1ull << (count - 1)) & (1ull << 7 | 1ull << 8 | 1ull << 9 | 1ull << 12 | 1ull << 14))) return false;
    cell_masks masks = cell_classify(p, count);
    uint64_t all = ~0ull >> (64 - count), letters = masks.uppers | masks.lowers;
    if ((masks.digits | letters | masks.low_lines) != all || masks.digits == 0 || letters == 0) return false;
    // A longer run of digits is told as a number too long.
    if (__builtin_ctzll(~masks.digits) > 14) return false;
    if (masks.low_lines) return true;
    if (count >= 42) return false;
    if (letters & 1) return true;
    // Two letters or more between digits are no exponent, no unit, no hour and no zone.
    // Letters at the end may be a unit. The first byte is a digit, so that not all are letters.
    unsigned ending = (unsigned)__builtin_clzll(~(letters << (64 - count)));
    uint64_t inner = letters & all >> ending;
    return (inner & inner >> 1) != 0;
}

/// Notes a hash in the registers of a HyperLogLog of `1 << precision` registers.
static inline void cell_note_distinct(uint8_t *registers, unsigned precision, uint64_t hash) {
    uint64_t rest = hash << precision | 1ull << (precision - 1);
    uint8_t rank = (uint8_t)(__builtin_clzll(rest) + 1);
    uint8_t *slot = registers + (hash >> (64 - precision));
    if (*slot < rank) *slot = rank;
}

#endif
