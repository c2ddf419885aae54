// Targets on rows that hold several labels at once.
#include <fmt/format.h>

#include <algorithm>

#include "derived.h"
#include "plan/ranges.h"
#include "plan/sections.h"
#include "plan/tied.h"
#include "shares.h"

namespace evenset {
namespace {

constexpr size_t kMostJoint = 64, kMostName = 64;

class JointReader : YamlFile {
 public:
  JointReader(const YamlFile& file, Plan& plan) : YamlFile(file), plan_(plan) {}

  void read(const YAML::Node& base, const YAML::Node& own) {
    std::vector<Entry> all = entries_of(base);
    for (Entry& entry : entries_of(own)) {
      const auto old = std::find_if(all.begin(), all.end(),
                                    [&](const Entry& e) { return e.dimension.name == entry.dimension.name; });
      if (old == all.end())
        all.push_back(std::move(entry));
      else
        *old = std::move(entry);
    }
    if (all.size() > kMostJoint) fail(own, fmt::format("more than {} joint targets", kMostJoint));
    for (Entry& entry : all) add(std::move(entry));
    if (const size_t kinds = most_tied_kinds(plan_); kinds > kMostTiedKinds)
      fail(own, fmt::format("the joint targets tie {} kinds of rows together, of which {} can be checked; "
                            "leave some out",
                            kinds, kMostTiedKinds));
  }

 private:
  struct Entry {
    Dimension dimension;
    Target target;
  };

  std::vector<Entry> entries_of(const YAML::Node& node) const {
    std::vector<Entry> out;
    if (!node) return out;
    if (!node.IsSequence())
      fail(node, "a list of joint targets is expected here: [{all: […], at_least: 40}]");
    for (const auto& one : node) {
      out.push_back(entry_of(one));
      const std::string& name = out.back().dimension.name;
      const auto same = [&](const Entry& e) { return e.dimension.name == name; };
      if (std::count_if(out.begin(), out.end(), same) > 1)
        fail(one, fmt::format("the joint target '{}' stands twice", name));
    }
    return out;
  }

  Entry entry_of(const YAML::Node& node) const {
    allow(node, {"name", "doc", "all", "share", "count", "range", "at_least", "at_most"});
    Entry out;
    Dimension& dimension = out.dimension;
    const std::string labels = read_conditions(node, dimension.all);
    dimension.name = node["name"] ? name_of(node["name"]) : labels;
    dimension.doc = node["doc"] ? text_of(node["doc"]) : fmt::format("Whether a row is {}.", labels);
    dimension.values = {"yes", "no"};
    dimension.exact = std::all_of(dimension.all.begin(), dimension.all.end(), [&](const Condition& part) {
      return plan_.dimensions[part.dimension].exact;
    });
    read_amount(node, out.target);
    out.target.values = {kHolds};
    out.target.name = "yes";
    return out;
  }

  std::string name_of(const YAML::Node& node) const {
    std::string name = text_of(node);
    if (name.empty() || name.size() > kMostName || name.find_first_of("+=, ") != std::string::npos ||
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }))
      fail(node, fmt::format("a name has 1 to {} bytes and holds no space, comma, + or =", kMostName));
    const auto same = [&](const Dimension& d) { return d.name == name; };
    if (std::any_of(plan_.dimensions.begin(), plan_.dimensions.end(), same))
      fail(node, fmt::format("'{}' is a dimension already", name));
    return name;
  }

  // Their names, as one: "a=x & b=y+z".
  std::string read_conditions(const YAML::Node& node, std::vector<Condition>& out) const {
    const YAML::Node all = node["all"];
    if (!all || !all.IsSequence() || all.size() < 2)
      fail(node, "a joint target names two labels or more: `all: [turns=multi, negative=roadmap+unknown]`");
    std::string name;
    for (const auto& one : all) {
      auto [d, values] = labels_of(*this, one, plan_);
      for (const Condition& other : out)
        if (other.dimension == d)
          fail(one, fmt::format("{} stands twice; a row has one value of it, a+b is either of two",
                                plan_.dimensions[d].name));
      name += fmt::format("{}{}={}", name.empty() ? "" : " & ", plan_.dimensions[d].name,
                          joined_values(plan_.dimensions[d], values));
      out.push_back({d, std::move(values)});
    }
    return name;
  }

  void read_amount(const YAML::Node& node, Target& target) const {
    bool stated = false;
    for (const char* key : {"share", "count", "range", "at_least", "at_most"})
      stated = stated || node[key].IsDefined();
    if (!stated) fail(node, "a joint target has a share, a count, a range, at_least or at_most");
    read_amounts(*this, node, target);
  }

  // What the other targets make of it where its labels are independent.
  double share_by_chance(const Dimension& dimension) const {
    double share = 1;
    for (const Condition& part : dimension.all) share *= share_of(part);
    return share;
  }

  double share_of(const Condition& part) const {
    const auto in = [](const std::vector<int16_t>& values, int16_t value) {
      return std::binary_search(values.begin(), values.end(), value);
    };
    double share = 0;
    bool planned = false;
    for (const Target& target : plan_.targets) {
      if (target.dimension != part.dimension) continue;
      planned = true;
      const auto inside = std::count_if(target.values.begin(), target.values.end(),
                                        [&](int16_t value) { return in(part.values, value); });
      share += target.share * static_cast<double>(inside) / static_cast<double>(target.values.size());
    }
    if (planned) return std::clamp(share, 0.0, 1.0);
    return static_cast<double>(part.values.size()) /
           static_cast<double>(plan_.dimensions[part.dimension].values.size());
  }

  static Target rest_of(const Target& yes) {
    Target no = yes;
    no.values = {kHoldsNot};
    no.name = "no";
    no.complement = true;
    no.share = tidy_share(1 - yes.share);
    no.low = tidy_share(1 - yes.high);
    no.high = tidy_share(1 - yes.low);
    no.count = -yes.count;
    no.low_count = -yes.high_count;
    no.high_count = -yes.low_count;
    return no;
  }

  void add(Entry entry) {
    Target& yes = entry.target;
    yes.dimension = plan_.dimensions.size();
    if (!yes.aimed) {
      yes.share = tidy_share(share_by_chance(entry.dimension));
      yes.count = 0;
    }
    plan_.targets.push_back(yes);
    plan_.targets.push_back(rest_of(yes));
    plan_.dimensions.push_back(std::move(entry.dimension));
  }

  Plan& plan_;
};

}  // namespace

void read_joint(const YamlFile& file, const YAML::Node& base, const YAML::Node& own, Plan& plan) {
  if (base || own) JointReader(file, plan).read(base, own);
}

}  // namespace evenset
