// How fast is the encoder on one core, and how much of that is oneDNN?
//
// Rows of made-up pieces: the time does not depend on what they are. The
// encoder's whole-number rate (attention, norms and all else counted as nothing)
// is set against oneDNN's own product of bytes, of the same shapes, alternating
// in the same run; the best of the rounds counts. Time is the thread's own: what
// others do on the core is left out. First the answer is checked: a row's
// vectors are the same alone and among others.
//
//   bench_encoder MODEL
#include "models/encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <dnnl.hpp>

#include "solve/random.h"

extern "C" void omp_set_num_threads(int);

namespace {

using namespace evenset;

constexpr int kRounds = 50;

double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

template <typename Work>
double seconds(const Work& work) {
  const double start = now();
  work();
  return now() - start;
}

PackedRows made_up_rows(size_t count, size_t pieces) {
  Random random(7);
  PackedRows rows;
  for (size_t row = 0; row < count; ++row) {
    for (size_t i = 0; i < pieces; ++i) {
      rows.ids.push_back(static_cast<int32_t>(1000 + random.next() % 20000));
      rows.types.push_back(i >= pieces / 3);
    }
    rows.starts.push_back(rows.ids.size());
  }
  return rows;
}

// oneDNN's product of `rows` x inputs bytes with inputs x outputs weights, as it comes.
class Product {
 public:
  Product(long rows, long inputs, long outputs) : operations_(2.0 * rows * inputs * outputs) {
    using dnnl::memory;
    const memory::desc from({rows, inputs}, memory::data_type::u8, memory::format_tag::ab);
    const memory::desc weights({inputs, outputs}, memory::data_type::s8, memory::format_tag::any);
    const memory::desc to({rows, outputs}, memory::data_type::s32, memory::format_tag::ab);
    const dnnl::matmul::primitive_desc about({from, weights, to}, engine_);
    product_ = dnnl::matmul(about);
    for (const auto& [argument, desc] : {std::pair{DNNL_ARG_SRC, about.src_desc()},
                                         {DNNL_ARG_WEIGHTS, about.weights_desc()},
                                         {DNNL_ARG_DST, about.dst_desc()}}) {
      const memory space(desc, engine_);
      std::fill_n(static_cast<char*>(space.get_data_handle()), desc.get_size(), char{1});
      arguments_.emplace(argument, space);
    }
  }

  double operations() const { return operations_; }
  void multiply() {
    product_.execute(stream_, arguments_);
    stream_.wait();
  }

 private:
  double operations_;
  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream_{engine_};
  dnnl::matmul product_;
  std::unordered_map<int, dnnl::memory> arguments_;
};

// The four products of a layer over `pieces` pieces.
std::vector<Product> layer_products(long pieces) {
  std::vector<Product> products;
  for (const auto& [inputs, outputs] : {std::pair{384L, 1152L}, {384L, 384L}, {384L, 1536L}, {1536L, 384L}})
    products.emplace_back(pieces, inputs, outputs);
  return products;
}

void check(const Encoder& encoder) {
  const PackedRows rows = made_up_rows(3, 64), one = made_up_rows(1, 64);
  std::vector<float> all, first;
  encoder.encode(rows, all);
  encoder.encode(one, first);
  if (std::equal(first.begin(), first.end(), all.begin())) return;
  fmt::print(stderr, "a row's vectors depend on the rows beside it\n");
  std::exit(1);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: bench_encoder MODEL\n");
    return 2;
  }
  const Encoder encoder(Tensors::open(arguments[1], Encoder::kKind));
  check(encoder);
  omp_set_num_threads(1);
  for (const size_t pieces : {size_t{64}, size_t{128}}) {
    const PackedRows rows = made_up_rows(512 / pieces, pieces);
    std::vector<Product> products = layer_products(512);
    double operations = 0;
    for (const Product& product : products) operations += product.operations();
    double ours = 1e9, theirs = 1e9;
    std::vector<float> vectors;
    for (int round = 0; round < kRounds; ++round) {
      ours = std::min(ours, seconds([&] { encoder.encode(rows, vectors); }));
      theirs = std::min(theirs, seconds([&] {
                          for (Product& product : products) product.multiply();
                        }));
    }
    const double rate = encoder.operations_per_piece() * static_cast<double>(rows.ids.size()) / ours * 1e-9;
    fmt::print("{} pieces: {:.0f} rows/s, {:.0f} GOP/s; oneDNN's product alone {:.0f} GOP/s; best of {}\n",
               pieces, static_cast<double>(rows.size()) / ours, rate, operations / theirs * 1e-9, kRounds);
  }
  return 0;
}
