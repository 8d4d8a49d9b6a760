#include "options/schema.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "options/bind.hpp"
#include "options/limits.hpp"
#include "options/reference.hpp"

namespace minutemill {
namespace {

using Json = nlohmann::ordered_json;

// Any scalar of YAML is text to an option of type text: 5, true and 2020-05-22 need no quotes.
Json scalar() {
  return {{"type", {"string", "number", "boolean"}}};
}
Json text(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}
Json reference(std::string_view name) {
  return {{"$ref", fmt::format("#/definitions/{}", name)}};
}
Json list_of(Json items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

Json object(Json properties, std::vector<std::string> required = {}) {
  Json out{{"type", "object"}, {"additionalProperties", false}};
  if (!required.empty()) out["required"] = std::move(required);
  out["properties"] = std::move(properties);
  return out;
}

Json choices(const OptionSpec& spec) {
  Json names = Json::array();
  for (std::size_t i = 0; i < spec.choice_count; ++i) names.push_back(spec.choices[i]);
  return {{"enum", std::move(names)}};
}

Json value_schema(const OptionSpec& spec) {
  Json out;
  switch (spec.type) {
    case OptionType::boolean:
      return {{"type", "boolean"}};
    case OptionType::integer:
    case OptionType::number:
      out["type"] = spec.type == OptionType::integer ? "integer" : "number";
      if (spec.bounded) {
        if (spec.type == OptionType::integer) {
          out["minimum"] = static_cast<std::int64_t>(spec.min);
          out["maximum"] = static_cast<std::int64_t>(spec.max);
        } else {
          out["minimum"] = spec.min;
          out["maximum"] = spec.max;
        }
      }
      return out;
    case OptionType::text:
      return scalar();
    case OptionType::choice:
      return choices(spec);
    case OptionType::list: {
      const Json item = spec.choice_count == 0 ? scalar() : choices(spec);
      return {{"anyOf", {item, list_of(item)}}};
    }
    case OptionType::map:
      return {{"type", "object"}, {"additionalProperties", scalar()}};
    case OptionType::duration:
      return {{"type", "string"}, {"pattern", R"(^[0-9]+(\.[0-9]+)?(ms|s|min|h)$)"}};
    case OptionType::size:
      return {{"type", "string"}, {"pattern", R"(^[0-9]+(\.[0-9]+)?(B|kB|MB|GB|KiB|MiB|GiB)$)"}};
    case OptionType::config:
      return {{"type", "string"}, {"minLength", 1}};
  }
  return out;
}

Json default_value(const OptionValue& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* list = std::get_if<TextList>(&value)) return *list;
  if (const auto* string = std::get_if<std::string>(&value)) return *string;
  if (const auto* time = std::get_if<Milliseconds>(&value)) return format_duration(*time);
  if (const auto* size = std::get_if<ByteSize>(&value)) return format_size(*size);
  return nullptr;
}

Json option_schema(const OptionSpec& spec, const OptionValues& defaults) {
  Json out = value_schema(spec);
  out["description"] = fmt::format("{}\n\nValue: {}.", spec.help, expected_value(spec));
  for (const auto& [name, value] : defaults) {
    if (name != spec.name || spec.is_required) continue;
    if (Json json = default_value(value); !json.is_null()) out["default"] = std::move(json);
  }
  return out;
}

Json table_schema(const OptionSpec* options, std::size_t count, const OptionValues& defaults) {
  Json properties = Json::object();
  std::vector<std::string> required;
  for (std::size_t i = 0; i < count; ++i) {
    properties[std::string(options[i].name)] = option_schema(options[i], defaults);
    if (options[i].is_required) required.emplace_back(options[i].name);
  }
  return object(std::move(properties), std::move(required));
}

Json stage_schema(const StageInfo& stage) {
  OptionValues defaults;
  stage.read_defaults(defaults);
  Json out = table_schema(stage.options, stage.option_count, defaults);
  out["description"] = stage.summary;
  return out;
}

Json limits_schema() {
  const Limits limits;
  OptionValues defaults;
  for (const OptionSpec& spec : kLimitOptions)
    defaults.emplace_back(std::string(spec.name), spec.read(&limits));
  Json out = table_schema(kLimitOptions.data(), kLimitOptions.size(), defaults);
  out["description"] = "Bounds for one document.";
  return out;
}

Json name_schema(std::string_view description) {
  return {{"type", "string"}, {"pattern", "^[A-Za-z0-9_-]{1,64}$"}, {"description", description}};
}

// What must hold of a document for a step to take part.
Json condition_schema() {
  const Json texts{{"anyOf", {scalar(), list_of(scalar())}}};
  Json properties;
  properties["media_type"] = texts;
  properties["media_type"]["description"] = "Of the input, or one of several: text/html, text/*.";
  properties["port"] = {{"description", "What the steps before have made of the input."},
                        {"enum", {"bytes", "markup", "document"}}};
  Json pattern = object({{"matches", text("A pattern that is found in the value.")}}, {"matches"});
  properties["metadata"] = {
      {"description", "Values of the record: a text, one of several, true (there is one), false, a pattern."},
      {"type", "object"},
      {"additionalProperties", {{"anyOf", {scalar(), list_of(scalar()), std::move(pattern)}}}}};
  Json out = object(std::move(properties));
  out["minProperties"] = 1;
  return out;
}

enum class ListOf : std::uint8_t { steps, outputs };
enum class Pipelines : std::uint8_t { own, extending };  // a pipeline that changes another names its steps

// What stands under `with` hangs on `use`.
Json with_conditions(const std::vector<const StageInfo*>& stages, ListOf list, Pipelines pipelines) {
  Json conditions = Json::array();
  for (const StageInfo* stage : stages) {
    if ((stage->gives == Port::artifact) != (list == ListOf::outputs)) continue;
    Json then{{"properties", {{"with", reference(fmt::format("stages/{}", stage->name))}}}};
    const bool needs_with = std::any_of(stage->options, stage->options + stage->option_count,
                                        [](const OptionSpec& spec) { return spec.is_required; });
    if (needs_with && pipelines == Pipelines::own) then["required"] = {"with"};
    conditions.push_back(
        {{"if", {{"required", {"use"}}, {"properties", {{"use", {{"const", stage->name}}}}}}},
         {"then", std::move(then)}});
  }
  return conditions;
}

Json use_schema(const std::vector<const StageInfo*>& stages, ListOf list) {
  Json names = Json::array();
  Json summaries = Json::array();
  for (const StageInfo* stage : stages) {
    if ((stage->gives == Port::artifact) != (list == ListOf::outputs)) continue;
    names.push_back(stage->name);
    summaries.push_back(stage->summary);
  }
  return {{"description", "Name of the stage."},
          {"enum", std::move(names)},
          {"enumDescriptions", std::move(summaries)}};
}

Json volume_schema() {
  Json properties;
  properties["title"] = text("Title of the volume; a template as `to` is.");
  properties["groups"] = list_of(text("A level of contents above the reports; a template."));
  Json volume = object(std::move(properties));
  volume["description"] = "Documents with the same name by `to` are bound into that file.";
  return volume;
}

Json step_schema(const std::vector<const StageInfo*>& stages, ListOf list, Pipelines pipelines) {
  Json properties;
  properties["use"] = use_schema(stages, list);
  properties["id"] =
      name_schema("Name of the step, for --set and messages; the stage's name when there is none.");
  if (list == ListOf::outputs) {
    properties["to"] = text("File name: {stem} {name} {extension} {id} {year} {meta.PATH} {meta.PATH|text}.");
    properties["to"]["default"] = "{stem}.{extension}";
    properties["volume"] = volume_schema();
  }
  properties["with"] = {{"description", "Options of the stage."}, {"type", "object"}};
  properties["when"] = reference("condition");
  properties["unless"] = reference("condition");
  if (pipelines == Pipelines::extending) {
    properties["after"] = name_schema("Id of the step that this one stands behind.");
    properties["before"] = name_schema("Id of the step that this one stands in front of.");
    properties["remove"] = {{"description", "Leaves the step out."}, {"const", true}};
  }
  Json step = object(std::move(properties));
  if (Json conditions = with_conditions(stages, list, pipelines); !conditions.empty())
    step["allOf"] = std::move(conditions);
  if (pipelines == Pipelines::own)
    step["required"] = {"use"};
  else
    step["anyOf"] = {{{"required", {"use"}}}, {{"required", {"id"}}}};
  const Json include = object({{"include", text("A pipeline file whose entries stand here.")}}, {"include"});
  return {{"if", {{"required", {"include"}}}}, {"then", include}, {"else", std::move(step)}};
}

Json expectations_schema() {
  Json texts = list_of(scalar());
  Json properties;
  properties["failure"] = {{"description", "The document must fail with this code."},
                           {"enum", Json::array()}};
  for (auto code = FailureCode::input; code <= FailureCode::output;
       code = static_cast<FailureCode>(static_cast<int>(code) + 1))
    properties["failure"]["enum"].push_back(to_string(code));
  properties["message"] = text("Part of the failure's message.");
  properties["failed_step"] = text("Id of the step that failed.");
  properties["blocks"] =
      list_of({{"type", {"object", "string"}}, {"minProperties", 1}, {"maxProperties", 1}});
  properties["only"] = {{"description", "Kinds of block that `blocks` looks at."},
                        {"anyOf", {scalar(), texts}}};
  properties["select"] = {
      {"description", "Selectors, each with the texts or the number of what it must find."},
      {"type", "object"},
      {"additionalProperties", {{"anyOf", {scalar(), texts}}}}};
  properties["metadata"] = {{"type", "object"}};
  properties["evidence"] = {{"type", "object"}, {"additionalProperties", {{"type", "object"}}}};
  properties["reports"] = list_of({{"type", "string"}, {"pattern", "^MM[0-9]{4}$"}});
  properties["reports_include"] = list_of({{"type", {"string", "object"}}});
  properties["reports_exclude"] = list_of({{"type", {"string", "object"}}});
  properties["markup"] = scalar();
  properties["outputs"] = {
      {"type", "object"},
      {"additionalProperties", object({{"name", scalar()},
                                       {"contains", {{"type", {"string", "array", "object"}}}},
                                       {"not_contains", {{"type", {"string", "array", "object"}}}},
                                       {"parts", texts},
                                       {"json", {{"type", {"object", "array"}}}},
                                       {"golden", text("A file that the output must be the same as.")}})}};
  properties["snapshot"] = {{"anyOf",
                             {text("A file beside the case."),
                              object({{"file", text("")}, {"spans", {{"type", "boolean"}}}}, {"file"})}}};
  return object(std::move(properties));
}

// The keys that a case has of its own or from its file.
Json shared_properties() {
  Json properties;
  properties["pipeline"] = text("Path or name of the pipeline; else `steps`.");
  properties["steps"] = list_of(reference("step"));
  properties["outputs"] = list_of(reference("output"));
  properties["limits"] = reference("limits");
  properties["set"] = {{"description", "Options laid over the pipeline: {step.option: value}."},
                       {"type", "object"}};
  properties["until"] = text("Id of the last step to run.");
  return properties;
}

Json one_case_schema() {
  Json properties = shared_properties();
  properties["name"] = scalar();
  properties["input"] = object({{"text", scalar()},
                                {"base64", text("Bytes that are no UTF-8.")},
                                {"file", text("Relative to the case file.")},
                                {"snapshot", text("A document, as JSON; relative to the case file.")},
                                {"name", text("The input's name, for messages and by its ending.")},
                                {"media_type", text("")},
                                {"charset", text("")},
                                {"url", text("")}});
  properties["expect"] = reference("expectations");
  return object(std::move(properties), {"name", "input", "expect"});
}

Json definitions(std::vector<const StageInfo*>& stages) {
  sort_by_ports(stages);
  Json out;
  out["condition"] = condition_schema();
  out["step"] = step_schema(stages, ListOf::steps, Pipelines::own);
  out["output"] = step_schema(stages, ListOf::outputs, Pipelines::own);
  out["limits"] = limits_schema();
  out["expectations"] = expectations_schema();
  out["case"] = one_case_schema();
  out["stages"] = Json::object();
  for (const StageInfo* stage : stages) out["stages"][stage->name] = stage_schema(*stage);
  return out;
}

std::string finish(Json schema) {
  return schema.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json head(std::string_view title) {
  return {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
}

}  // namespace

std::string pipeline_schema(std::vector<const StageInfo*> stages) {
  Json schema = head("minutemill pipeline");
  Json steps{{"description", "Stages that read, clean and understand a document, in order."},
             {"type", "array"}};
  steps["minItems"] = 1;
  Json properties;
  properties["minutemill"] = {{"const", 1}, {"description", "Version of the format."}};
  properties["name"] = scalar();
  properties["description"] = scalar();
  properties["extends"] = text("A pipeline, by name or path, that this one changes.");
  properties["steps"] = std::move(steps);
  properties["outputs"] = {{"description", "Stages that make files of the document."}, {"type", "array"}};
  properties["limits"] = reference("limits");
  properties["isolation"] = {{"description", "Whether documents are converted in worker processes."},
                             {"enum", {"process", "none"}}};
  properties["sandbox"] = {
      {"description", "Whether worker processes are kept from other files, network and programs."},
      {"enum", {"auto", "off", "required"}}};
  properties["tests"] = list_of(reference("case"));
  schema.update(object(std::move(properties), {"minutemill"}));
  const auto lists = [](std::string_view step, std::string_view output) -> Json {
    return {{"properties",
             {{"steps", {{"items", reference(step)}}}, {"outputs", {{"items", reference(output)}}}}}};
  };
  schema["if"] = {{"required", {"extends"}}};
  schema["then"] = lists("step_change", "output_change");
  schema["else"] = lists("step", "output");
  schema["else"]["required"] = {"steps"};
  schema["definitions"] = definitions(stages);
  schema["definitions"]["step_change"] = step_schema(stages, ListOf::steps, Pipelines::extending);
  schema["definitions"]["output_change"] = step_schema(stages, ListOf::outputs, Pipelines::extending);
  return finish(std::move(schema));
}

std::string case_schema(std::vector<const StageInfo*> stages) {
  Json schema = head("minutemill cases");
  Json list = shared_properties();
  list["cases"] = list_of(reference("case"));
  schema["anyOf"] = {reference("case"), object(std::move(list), {"cases"})};
  schema["definitions"] = definitions(stages);
  return finish(std::move(schema));
}

}  // namespace minutemill
