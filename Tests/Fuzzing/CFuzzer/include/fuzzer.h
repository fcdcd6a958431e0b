#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop (https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library): `run` is given one input after
/// the other and returns 0.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *start, size_t count));
