#include "models/row_tokens.h"

#include <algorithm>

namespace evenset {
namespace {

using Ids = std::vector<int32_t>;

constexpr size_t kHead = 4000, kTail = 2000;  // bytes of a long text
constexpr size_t kTextBytes = 8000;
constexpr size_t kUserBefore = 10, kAssistantBefore = 14;

bool is_inside(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The longest beginning of at most `size` bytes that ends between characters.
std::string_view beginning(std::string_view text, size_t size) {
  if (size >= text.size()) return text;
  while (size > 0 && is_inside(text[size])) --size;
  return text.substr(0, size);
}

std::string_view ending(std::string_view text, size_t size) {
  if (size >= text.size()) return text;
  size_t begin = text.size() - size;
  while (begin < text.size() && is_inside(text[begin])) ++begin;
  return text.substr(begin);
}

Ids pieces_of(const WordPiece& pieces, std::string_view text) {
  Ids ids;
  if (text.size() <= kHead + kTail) {
    pieces.append(ids, text);
  } else {
    pieces.append(ids, beginning(text, kHead));
    pieces.append(ids, ending(text, kTail));
  }
  return ids;
}

// What of the conversation is before the question.
Ids before(const WordPiece& pieces, const RowView& row) {
  const auto is = [](Role role) { return [role](const RowView::Turn& turn) { return turn.role == role; }; };
  const auto question = std::find_if(row.turns.rbegin(), row.turns.rend(), is(Role::user));
  if (question == row.turns.rend()) return {};
  const auto user = std::find_if(question + 1, row.turns.rend(), is(Role::user));
  const auto assistant = std::find_if(question + 1, row.turns.rend(), is(Role::assistant));
  Ids ids;
  if (user != row.turns.rend()) ids = pieces_of(pieces, user->text);
  ids.resize(std::min(ids.size(), kUserBefore));
  if (assistant == row.turns.rend()) return ids;
  const Ids answer = pieces_of(pieces, assistant->text);
  ids.insert(ids.end(), answer.end() - static_cast<ptrdiff_t>(std::min(answer.size(), kAssistantBefore)),
             answer.end());
  return ids;
}

void append_part(PackedRows& rows, const Ids& part, size_t size, uint8_t type, int32_t sep) {
  const size_t head = part.size() > size ? (7 * size + 9) / 10 : part.size();
  rows.ids.insert(rows.ids.end(), part.begin(), part.begin() + static_cast<ptrdiff_t>(head));
  if (part.size() > size)
    rows.ids.insert(rows.ids.end(), part.end() - static_cast<ptrdiff_t>(size - head), part.end());
  rows.ids.push_back(sep);
  rows.types.resize(rows.ids.size(), type);
}

}  // namespace

void PackedRows::clear() {
  ids.clear();
  types.clear();
  starts.resize(1);
}

void append_row(PackedRows& rows, const WordPiece& pieces, const RowView& row) {
  const Ids question = pieces_of(pieces, row.question);
  const Ids response = pieces_of(pieces, row.response);
  const Ids context = before(pieces, row);
  const size_t free = kMaxPieces - (context.empty() ? 3 : 4 + context.size());
  const size_t left = free - std::min(free, response.size());
  const size_t q = std::min(question.size(), std::max(left, (55 * free + 99) / 100));
  const size_t r = std::min(response.size(), free - q);
  rows.ids.push_back(pieces.cls());
  append_part(rows, question, q, 0, pieces.sep());
  append_part(rows, response, r, 1, pieces.sep());
  if (!context.empty()) append_part(rows, context, context.size(), 1, pieces.sep());
  rows.starts.push_back(rows.ids.size());
}

void append_text(PackedRows& rows, const WordPiece& pieces, std::string_view text) {
  Ids ids;
  pieces.append(ids, beginning(text, kTextBytes));
  ids.resize(std::min(ids.size(), kMaxPieces - 2));
  rows.ids.push_back(pieces.cls());
  append_part(rows, ids, ids.size(), 0, pieces.sep());
  rows.starts.push_back(rows.ids.size());
}

}  // namespace evenset
