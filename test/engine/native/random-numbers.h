// Numbers and bit patterns that are the same on every machine.
#pragma once
#include <cstdint>
#include <cstring>
#include <vector>

typedef std::vector<float> Floats;

class RandomNumbers {
 public:
  explicit RandomNumbers(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u | 1) {}

  // Marsaglia's xorshift.
  uint64_t bits() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    return state_ ^= state_ << 17;
  }

  // From -1 to 1, in steps of 2^-24.
  float number() { return static_cast<float>(static_cast<int64_t>(bits() >> 39) - (1 << 24)) / (1 << 24); }

  Floats numbers(size_t count) {
    Floats all(count);
    for (float& value : all) value = number();
    return all;
  }

  // Any float: few bits set or many, subnormal, infinite, zero; half of them of a size near 1.
  float anyFloat() {
    const uint32_t sign = static_cast<uint32_t>(bits()) & 0x80000000u;
    const uint32_t mantissa = static_cast<uint32_t>(bits()) & 0x007fffffu;
    const uint32_t anyExponent = static_cast<uint32_t>(bits() % 256) << 23;
    const uint32_t nearOne = static_cast<uint32_t>(107 + bits() % 40) << 23;
    const uint32_t oneBit = 1u << bits() % 23;
    switch (bits() % 8) {
      case 0: return fromBits(sign | anyExponent | mantissa);
      case 1: return fromBits(sign | anyExponent | oneBit);
      case 2: return fromBits(sign | anyExponent | (0x007fffffu & ~(oneBit - 1)));
      case 3: return fromBits(sign | mantissa);
      case 4: return fromBits(sign | nearOne | oneBit);
      case 5: return fromBits(sign | nearOne | (mantissa & 0xfffu));
      default: return fromBits(sign | nearOne | mantissa);
    }
  }

  static float fromBits(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
  }

 private:
  uint64_t state_;
};
