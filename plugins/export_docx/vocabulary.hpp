// Namespaces, relationship types and content types of WordprocessingML packages (ECMA-376 parts 1 and 2).
#pragma once

#include <string_view>

namespace minutemill::docx {

namespace ns {
inline constexpr const char* kMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr const char* kRelationships =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline constexpr const char* kDrawing =
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
inline constexpr const char* kArt = "http://schemas.openxmlformats.org/drawingml/2006/main";
inline constexpr const char* kPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture";
inline constexpr const char* kDecorative = "http://schemas.microsoft.com/office/drawing/2017/decorative";
inline constexpr const char* kDecorativeUri = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}";
inline constexpr const char* kSvg = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";
inline constexpr const char* kSvgUri = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
inline constexpr const char* kPackageRelationships =
    "http://schemas.openxmlformats.org/package/2006/relationships";
inline constexpr const char* kContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
inline constexpr const char* kCore =
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
inline constexpr const char* kExtended =
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
inline constexpr const char* kCustom =
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
inline constexpr const char* kVariant =
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
inline constexpr const char* kDublinCore = "http://purl.org/dc/elements/1.1/";
inline constexpr const char* kDublinCoreTerms = "http://purl.org/dc/terms/";
inline constexpr const char* kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
}  // namespace ns

namespace rel {
inline constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
inline constexpr std::string_view kHyperlink =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
inline constexpr std::string_view kImage =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
inline constexpr std::string_view kCoreProperties =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
}  // namespace rel

namespace type {
inline constexpr std::string_view kWordprocessing =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.";
inline constexpr std::string_view kOffice = "application/vnd.openxmlformats-officedocument.";
inline constexpr std::string_view kCoreProperties =
    "application/vnd.openxmlformats-package.core-properties+xml";
inline constexpr std::string_view kRelationships = "application/vnd.openxmlformats-package.relationships+xml";
}  // namespace type

}  // namespace minutemill::docx
