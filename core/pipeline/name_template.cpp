#include "pipeline/name_template.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "pipeline/safe_name.hpp"
#include <minutemill/config.hpp>
#include <minutemill/text.hpp>

namespace minutemill {
namespace {

constexpr std::string_view kUntitled = "untitled";
constexpr std::string_view kForbidden = "<>:\"\\|?*";  // beside '/', which makes folders
constexpr std::string_view kKnown =
    "{stem}, {name}, {extension}, {id}, {year}, {meta.KEY}, {meta.KEY|text without it}";

std::string_view after_last(std::string_view text, char separator) {
  const std::size_t at = text.rfind(separator);
  return at == std::string_view::npos ? text : text.substr(at + 1);
}

std::string_view without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

// The input's own file name, or that of the record within a container.
std::string_view base_name(std::string_view input) {
  const std::size_t hash = input.rfind('#');
  const bool record = hash != std::string_view::npos && hash + 1 < input.size();
  return after_last(record ? input.substr(hash + 1) : input, '/');
}

bool is_path(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

// Makes all parts together no longer than `room` by cutting the longest, so that short ones stay whole.
void fit(std::vector<std::string*>& parts, std::size_t room) {
  std::size_t total = 0;
  for (const std::string* part : parts) total += part->size();
  while (total > room && !parts.empty()) {
    std::ranges::sort(parts,
                      [](const std::string* a, const std::string* b) { return a->size() > b->size(); });
    std::string& longest = *parts.front();
    const std::size_t next = parts.size() > 1 ? parts[1]->size() : 0;
    // Cut down to the next longest, or as far as is needed; a character at least.
    const std::size_t target = std::max(longest.size() - std::min(longest.size(), total - room),
                                        next == longest.size() ? next - 1 : next);
    const std::size_t before = longest.size();
    longest = std::string(cut_utf8(longest, target));
    if (longest.size() == before) return;
    total -= before - longest.size();
  }
}

}  // namespace

std::string stem_of(std::string_view input) {
  const std::string_view base = base_name(input);
  const bool number = !base.empty() && std::ranges::all_of(base, [](char c) { return c >= '0' && c <= '9'; });
  const std::size_t hash = input.rfind('#');
  if (number && hash != std::string_view::npos)
    return fmt::format("{}-{}", without_extension(after_last(input.substr(0, hash), '/')), base);
  return std::string(without_extension(base));
}

bool NameTemplate::read_placeholder(std::string_view inside, Piece& piece, Fault& fault) {
  constexpr std::array<std::pair<std::string_view, Kind>, 4> kPlain{
      {{"stem", Kind::stem}, {"name", Kind::name}, {"extension", Kind::extension}, {"id", Kind::id}}};
  for (const auto& [name, kind] : kPlain) {
    if (inside != name) continue;
    piece.kind = kind;
    return true;
  }
  const auto fallback = [inside](std::size_t bar) {
    return bar < inside.size() ? std::string(inside.substr(bar + 1)) : std::string();
  };
  if (inside == "year" || inside.starts_with("year|")) {
    piece.kind = Kind::year;
    piece.fallback = fallback(4);
    return true;
  }
  if (inside.starts_with("meta.")) {
    piece.kind = Kind::meta;
    const std::size_t bar = std::min(inside.find('|'), inside.size());
    piece.text = inside.substr(5, bar - 5);
    piece.fallback = fallback(bar);
    if (is_path(piece.text)) return true;
    fault.message = fmt::format("'{}' is no path of a metadata key", piece.text);
    fault.hint = "write it like {meta.date} or {meta.meeting.body}";
    return false;
  }
  fault.message = fmt::format("unknown placeholder {{{}}}", inside);
  const std::string_view near = nearest_name(inside, {"stem", "name", "extension", "id", "year", "meta"});
  fault.hint = near.empty() || near == "meta" ? fmt::format("there are {}", kKnown)
                                              : fmt::format("did you mean {{{}}}?", near);
  return false;
}

std::optional<NameTemplate> NameTemplate::parse(std::string_view text, Fault& fault, Use use) {
  NameTemplate out;
  out.components_.emplace_back();
  std::string literal;
  const auto end_literal = [&] {
    if (!literal.empty()) out.components_.back().push_back({Kind::literal, std::exchange(literal, {}), {}});
  };
  for (std::size_t i = 0; i < text.size();) {
    fault.offset = count_code_points(text.substr(0, i));
    const char c = text[i];
    if ((c == '{' || c == '}') && text.substr(i + 1, 1) == std::string_view(&c, 1)) {
      literal.push_back(c);
      i += 2;
    } else if (c == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos) {
        fault.message = "a '{' is not closed";
        fault.hint = "add '}', or write '{{' for the character itself";
        return {};
      }
      end_literal();
      Piece piece;
      if (!read_placeholder(text.substr(i + 1, close - i - 1), piece, fault)) return {};
      out.components_.back().push_back(std::move(piece));
      i = close + 1;
    } else if (c == '}') {
      fault.message = "a '}' without its '{'";
      fault.hint = "write '}}' for the character itself";
      return {};
    } else if (use == Use::text) {
      literal.push_back(c);
      ++i;
    } else if (c == '/') {
      end_literal();
      out.components_.emplace_back();
      ++i;
    } else if (static_cast<unsigned char>(c) < 0x20 || kForbidden.find(c) != std::string_view::npos) {
      fault.message = "a character that file names cannot hold everywhere";
      fault.hint = fmt::format("leave out control characters and {}", kForbidden);
      return {};
    } else {
      literal.push_back(c);
      ++i;
    }
  }
  end_literal();
  fault.offset = 0;
  if (use == Use::text) return out;
  if (out.components_.front().size() == 1 && out.components_.front()[0].text == ".minutemill") {
    fault.message = "'.minutemill' is where a run keeps its own files";
    fault.hint = "give the folder another name";
    return {};
  }
  for (const Component& component : out.components_) {
    const bool climbs = component.size() == 1 && component[0].kind == Kind::literal &&
                        component[0].text.find_first_not_of(". ") == std::string::npos;
    if (!component.empty() && !climbs) continue;
    fault.message = climbs ? "an output's name cannot lead out of the output folder"
                           : "an empty name or folder in an output's name";
    fault.hint = "write a path below the output folder, like \"{meta.date}/{stem}.{extension}\"";
    return {};
  }
  return out;
}

bool NameTemplate::needs_metadata() const noexcept {
  return std::ranges::any_of(components_, [](const Component& component) {
    return std::ranges::any_of(
        component, [](const Piece& piece) { return piece.kind == Kind::meta || piece.kind == Kind::year; });
  });
}

std::string NameTemplate::raw_value(const Piece& piece, const Facts& facts) {
  switch (piece.kind) {
    case Kind::literal:
      return piece.text;
    case Kind::stem:
      return stem_of(facts.input);
    case Kind::name:
      return std::string(base_name(facts.input));
    case Kind::extension:
      return std::string(facts.extension);
    case Kind::id:
      return std::string(facts.id);
    case Kind::year: {
      const Value* date = facts.metadata != nullptr ? facts.metadata->find("date") : nullptr;
      const std::string year = date != nullptr ? date->to_line().substr(0, 4) : std::string();
      const bool known = year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos;
      return known ? year : std::string();
    }
    case Kind::meta:
      break;
  }
  const Value* found = facts.metadata != nullptr ? facts.metadata->at(piece.text) : nullptr;
  return found != nullptr ? found->to_line(", ") : std::string();
}

std::string NameTemplate::value(const Piece& piece, const Facts& facts) {
  if (piece.kind == Kind::literal) return piece.text;
  std::string out = safe_name_part(raw_value(piece, facts));
  return out.empty() ? safe_name_part(piece.fallback) : out;
}

std::string NameTemplate::render_text(const Facts& facts) const {
  std::string out;
  for (const Component& component : components_)
    for (const Piece& piece : component) {
      const std::string text = raw_value(piece, facts);
      out += text.empty() ? piece.fallback : text;
    }
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return std::string(trim(out));
}

// Cuts what comes from the document, so that the whole has a length that file systems take.
void NameTemplate::shorten(const Component& component, std::vector<std::string>& texts) {
  std::size_t fixed = kUntitled.size();
  std::vector<std::string*> values;
  for (std::size_t i = 0; i < component.size(); ++i) {
    if (component[i].kind == Kind::literal || component[i].kind == Kind::extension)
      fixed += texts[i].size();
    else
      values.push_back(&texts[i]);
  }
  fit(values, kMaxBytes - std::min(kMaxBytes, fixed));
}

std::string NameTemplate::render(const Component& component, const Facts& facts) {
  std::vector<std::string> texts;
  texts.reserve(component.size());
  std::size_t size = kUntitled.size();
  for (const Piece& piece : component) size += texts.emplace_back(value(piece, facts)).size();
  if (size > kMaxBytes) shorten(component, texts);
  std::string out;
  out.reserve(size);
  for (const std::string& text : texts) out += text;
  // What a missing value leaves behind: "-report.docx", ".docx".
  if (component.front().kind != Kind::literal)
    out.erase(0, std::min(out.find_first_not_of(" -"), out.size()));
  out.erase(out.find_last_not_of(" .") + 1);
  if (out.empty() || (out.front() == '.' && component.front().kind != Kind::literal))
    out.insert(0, kUntitled);
  out = std::string(cut_utf8(out, kMaxBytes));
  return is_device_name(out) ? "_" + out : out;
}

std::string NameTemplate::render(const Facts& facts) const {
  std::string out;
  for (const Component& component : components_) {
    if (!out.empty()) out.push_back('/');
    out += render(component, facts);
  }
  return out;
}

}  // namespace minutemill
