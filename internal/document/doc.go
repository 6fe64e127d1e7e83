// Package document writes and reads papers that people know: a grid of cells becomes an xlsx workbook
// or a docx document and back.
//
// A Grid knows nothing of what it shows. Text cells are written as text, so that nothing a user typed becomes a
// formula; what is read is bounded before it is unpacked.
package document
