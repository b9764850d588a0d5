package dev.willow.bench.compare;

import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.Figures;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// beanstalkd with a log that is synced before each answer (`-f 0`), called as its protocol says; each caller has a tube of its own.
final class Beanstalkd implements Contestant {
    private static final byte[] PUT = ("put 0 0 60 100\r\n" + "x".repeat(100) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESERVE = "reserve\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Server server;

    private Beanstalkd(Server server) {
        this.server = server;
    }

    static Beanstalkd start() throws IOException, MissingException {
        Path program = Server.find("beanstalkd");
        return new Beanstalkd(Server.start(Server.newFolder(), (port, data) -> List.of(
                program.toString(), "-l", "127.0.0.1", "-p", Integer.toString(port), "-b", data.toString(), "-f", "0")));
    }

    @Override
    public Figures cycles(int callers, Duration warmUp, Duration measured) throws Exception {
        return ClosedLoop.run(() -> new Connection(server.port()), callers, warmUp, measured, caller -> (connection, number) -> {
            if (number == 0) connection.useOwnTube("caller" + caller);
            connection.cycle();
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class Connection implements Closeable {
        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void useOwnTube(String tube) throws IOException {
            say("use " + tube + "\r\n", "USING");
            say("watch " + tube + "\r\n", "WATCHING");
            say("ignore default\r\n", "WATCHING");
        }

        void cycle() throws IOException {
            say(PUT, "INSERTED");
            String[] reserved = say(RESERVE, "RESERVED").split(" ");
            in.skipNBytes(Integer.parseInt(reserved[2]) + 2);
            say("delete " + reserved[1] + "\r\n", "DELETED");
        }

        private void say(String command, String expected) throws IOException {
            say(command.getBytes(StandardCharsets.US_ASCII), expected);
        }

        private String say(byte[] command, String expected) throws IOException {
            socket.getOutputStream().write(command);
            var line = new StringBuilder();
            for (int read; (read = in.read()) != '\n'; ) {
                if (read < 0) throw new EOFException("beanstalkd closed the connection");
                if (read != '\r') line.append((char) read);
            }
            String answer = line.toString();
            if (!answer.startsWith(expected)) throw new IOException("expected " + expected + " but got " + answer);
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
