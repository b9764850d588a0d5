package dev.willow.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/// What a command reads and writes.
record Terminal(PrintWriter out, PrintWriter err, InputStream in, Map<String, String> environment) {}
