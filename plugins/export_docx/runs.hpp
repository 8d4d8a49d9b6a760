// Inlines as runs: text is gathered while its format stays the same, so that there is one run for each change
// of format.
#pragma once

#include <string>
#include <string_view>

#include "job.hpp"

namespace minutemill::docx {

enum class VerticalAlign : unsigned char { baseline, subscript, superscript };

struct RunState {
  bool bold = false, italic = false, underline = false, strike = false, code = false, link = false,
       preformatted = false;
  bool label = false;  // inside the words that introduce a paragraph
  VerticalAlign vertical = VerticalAlign::baseline;
  std::int32_t half_points = 0;  // 0: the style's
  std::string_view lang;         // as the document has it; empty: the document's own
  friend bool operator==(const RunState&, const RunState&) = default;
};

class NoteWriter;

class RunWriter {
 public:
  // Writes into paragraphs of `story`. `notes` takes footnotes; null inside of notes, where their text
  // follows in place.
  RunWriter(Job& job, Story& story, NoteWriter* notes) : job_(job), story_(story), notes_(notes) {}

  // The inlines below `block` into `paragraph`.
  void write(const Node& block, pugi::xml_node paragraph, const NamedStyle& style, bool rtl = false,
             RunState state = {});
  // Words that are not from the document.
  void write_text(pugi::xml_node paragraph, std::string_view text, const RunState& state = {});
  // How wide images may be here, in twips.
  void set_width(std::int32_t width) noexcept { width_ = width; }
  void write_drawing(const Node& image, pugi::xml_node paragraph, RunState state);

 private:
  void write_children(const Node& parent, pugi::xml_node container, RunState state);
  void write_inline(const Node& node, pugi::xml_node container, RunState state);
  void write_link(const Node& link, pugi::xml_node container, RunState state);
  void write_ruby(const Node& ruby, pugi::xml_node container, const RunState& state);
  void write_ruby_pair(pugi::xml_node container, const RunState& state, const std::string& base,
                       const std::string& reading);
  void write_image(const Node& image, pugi::xml_node container, const RunState& state);
  void leave_out(const Node& image, std::string_view what, pugi::xml_node container, RunState state);
  void write_note(const Node& note, pugi::xml_node container, RunState state);

  void text(std::string_view text, pugi::xml_node container, const RunState& state);
  void flush();
  void write_run(std::string_view text, bool rtl);
  pugi::xml_node start_run(pugi::xml_node container, const RunState& state, std::string_view text, bool rtl);
  void write_text_nodes(pugi::xml_node run, std::string_view text, bool preformatted);
  void start_label(const Node& block, const NamedStyle& style);

  Job& job_;
  Story& story_;
  NoteWriter* notes_;
  std::int32_t width_ = 0;
  const NamedStyle* style_ = nullptr;
  bool paragraph_rtl_ = false;
  std::size_t label_bytes_ = 0;  // of the label, still to come

  std::string pending_;
  RunState pending_state_;
  pugi::xml_node pending_container_;
};

}  // namespace minutemill::docx
