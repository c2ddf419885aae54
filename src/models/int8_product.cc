#include "models/int8_product.h"

#include <algorithm>
#include <dnnl.hpp>
#include <numeric>

// Debian's oneDNN runs on GNU OpenMP, whose header clang does not have.
extern "C" {
void omp_set_num_threads(int);
int omp_get_max_threads(void);
}

namespace evenset {
namespace {

using dnnl::memory;

// The number of threads is a setting of the calling thread; it is given back.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) { omp_set_num_threads(1); }
  ~OneThread() { omp_set_num_threads(before_); }
  OneThread(const OneThread&) = delete;

 private:
  int before_;
};

memory::desc plain(size_t rows, size_t columns, memory::data_type type) {
  return {{static_cast<memory::dim>(rows), static_cast<memory::dim>(columns)}, type, memory::format_tag::ab};
}

const dnnl::engine& engine() {
  static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
  return cpu;
}

dnnl::matmul::primitive_desc description(size_t inputs, size_t outputs) {
  const memory::desc weights({static_cast<memory::dim>(inputs), static_cast<memory::dim>(outputs)},
                             memory::data_type::s8, memory::format_tag::any);
  const dnnl::matmul::desc product(plain(Int8Product::kRows, inputs, memory::data_type::u8), weights,
                                   plain(Int8Product::kRows, outputs, memory::data_type::s32));
  dnnl::primitive_attr attributes;
  // The library's own scratch memory belongs to the thread that made the product.
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return {product, attributes, engine()};
}

}  // namespace

struct Int8Product::Packed {
  Packed(size_t inputs, size_t outputs)
      : about(description(inputs, outputs)), product(about), weights(about.weights_desc(), engine()) {}

  dnnl::matmul::primitive_desc about;
  dnnl::matmul product;
  memory weights;
};

bool Int8Product::fits(std::span<const int8_t> weights) {
  for (size_t i = 0; i + kGroup <= weights.size(); i += kGroup) {
    int above = 0, below = 0;
    for (size_t k = i; k < i + kGroup; ++k) {
      above += std::max<int>(weights[k], 0);
      below -= std::min<int>(weights[k], 0);
    }
    if (above > kGroupSum || below > kGroupSum) return false;
  }
  return weights.size() % kGroup == 0;
}

Int8Product::Int8Product(std::span<const int8_t> weights, size_t inputs, size_t outputs) {
  const OneThread only;
  auto packed = std::make_unique<Packed>(inputs, outputs);
  const memory::desc transposed({static_cast<memory::dim>(inputs), static_cast<memory::dim>(outputs)},
                                memory::data_type::s8, memory::format_tag::ba);
  memory given(transposed, engine(), const_cast<int8_t*>(weights.data()));
  dnnl::stream stream(engine());
  dnnl::reorder(given, packed->weights).execute(stream, given, packed->weights);
  stream.wait();
  packed_ = std::move(packed);
  for (size_t o = 0; o < outputs; ++o) {
    const auto row = weights.subspan(o * inputs, inputs);
    weight_sums_.push_back(std::accumulate(row.begin(), row.end(), int32_t{0}));
  }
}

Int8Product::~Int8Product() = default;
Int8Product::Int8Product(Int8Product&&) noexcept = default;

void Int8Product::multiply(const uint8_t* rows, int32_t* sums, std::vector<uint8_t>& scratch) const {
  const OneThread only;
  const memory::desc wanted = packed_->about.scratchpad_desc();
  scratch.resize(std::max(scratch.size(), wanted.get_size()));
  memory from(packed_->about.src_desc(), engine(), const_cast<uint8_t*>(rows));
  memory to(packed_->about.dst_desc(), engine(), sums);
  memory work(wanted, engine(), scratch.data());
  dnnl::stream stream(engine());
  packed_->product.execute(stream, {{DNNL_ARG_SRC, from},
                                    {DNNL_ARG_WEIGHTS, packed_->weights},
                                    {DNNL_ARG_DST, to},
                                    {DNNL_ARG_SCRATCHPAD, work}});
  stream.wait();
}

}  // namespace evenset
