import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

import org.omegat.core.Core;
import org.omegat.core.data.ProjectProperties;
import org.omegat.core.data.RealProject;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.gui.glossary.GlossaryReaderTSV;
import org.omegat.util.RuntimePreferences;

/** Prints the glossary entries that OmegaT itself makes of a file: source, target and comment. */
public class GlossaryProbe {
    public static void main(String[] args) throws Exception {
        File project = new File(args[0]);
        RuntimePreferences.setConfigDir(args[0] + "/config");
        Core.initializeConsole(new TreeMap<String, String>());
        ProjectProperties properties = new ProjectProperties(project);
        properties.setSourceLanguage(args[1]);
        properties.setTargetLanguage(args[2]);
        Core.setProject(new RealProject(properties));
        File file = new File(args[3]);
        List<GlossaryEntry> entries = args[3].endsWith(".tbx")
            ? GlossaryReaderTBX.read(file, false)
            : GlossaryReaderTSV.read(file, false);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (GlossaryEntry entry : entries) {
            String comment = entry.getCommentText().replace("\n", " | ");
            out.println("ENTRY\t" + entry.getSrcText() + "\t" + entry.getLocText() + "\t" + comment);
        }
    }
}
