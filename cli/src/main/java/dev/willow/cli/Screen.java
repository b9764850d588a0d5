package dev.willow.cli;

/// The terminal that the output goes to, if it goes to one.
interface Screen {
    /// Not a terminal: a pipe or a file.
    Screen NONE = () -> new Size(24, 80);

    Size size();

    /// @param rows    lines that are visible at once
    /// @param columns of each
    record Size(int rows, int columns) {}
}
