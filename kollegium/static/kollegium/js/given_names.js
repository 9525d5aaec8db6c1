/** Given names common in Swedish classrooms that are not also ordinary words: facts, after public name statistics. The server reads this file too. */
export const NAMES = new Set(
  `
    Abdi Abdullah Adam Adrian Agnes Ahmed Aisha Albin Alex Alexander Alexandra Alfred Ali Alice Alicia Alma Alva
    Alvin Amanda Amelia Amina Amir Amira Anas Anders Andreas Anna Annika Anton Arvid Astrid August Axel Ayla Ayman
    Bashir Benjamin Bianca Bilal Bo Boris Carl Casper Cecilia Charlie Charlotte Christian Clara Colin Cornelia
    Dalia Daniel Dante David Diana Dina Ebba Eddie Edith Edvin Elias Elin Elina Elinor Elisabeth Elise Ella Ellen
    Ellie Elliot Elma Elsa Elton Elvira Emelie Emil Emilia Emma Emmy Engla Erik Erika Ester Eva Evelina Fadi Farah
    Fatima Fatuma Felicia Felix Filip Filippa Frank Frans Freddie Fredrik Freja Gabriel Gabriella Greta Gustaf
    Gustav Hampus Hana Hanna Hannes Harry Hasan Hassan Hector Hedda Hedvig Helena Henrik Henry Hilda Hilma Hugo
    Hussein Ibrahim Ida Idris Ines Inez Ingrid Iris Isa Isabella Isabelle Isak Ismail Ivan Ivar Jack Jacob Jakob
    Jamal Jasmine Jens Jesper Joel Johan Johanna John Jonas Jonathan Josef Josefin Julia Julian Julie Juni Kajsa
    Karim Karin Karl Kasper Kerstin Kevin Khadija Klara Kristian Lana Lara Lars Layla Lea Leah Leia Leila Leo Leon
    Leona Lia Liam Lilly Lily Lina Linda Linn Linnea Linnéa Linus Lisa Livia Loke Lotta Louie Louise Lova Lovisa
    Lowe Lucas Ludvig Lukas Luna Maja Malin Malte Marcus Margareta Maria Mariam Marwa Maryam Matilda Matteo
    Mattias Maximilian Maya Medina Mehmet Meja Melker Melvin Michael Mikael Mila Milo Milton Minna Mira Miranda
    Moa Mohamed Mohammad Mohammed Molly Mona Musa Nadia Naima Natalie Nathan Nellie Nicole Nikita Nils Noah Noel
    Noor Nora Nova Oliver Olivia Olle Olof Omar Oscar Oskar Otto Patrik Pelle Per Peter Petra Rana Rania Rasmus
    Rayan Rebecca Ronja Rosa Roza Safa Sahra Said Salma Sam Samira Samuel Sara Sebastian Selma Signe Sigrid Simon
    Sixten Sofia Sofie Stina Sumaya Svea Tea Teodor Thea Theo Theodor Tilda Tim Tindra Tobias Tove Tuva Tyra
    Ulrika Valter Vanessa Vera Viktor Viktoria Vilgot Vilhelm Vilma Vincent Viola Walter Wilhelm William Wilma
    Wilmer Yasin Yasmin Yousef Youssef Yusuf Zahra Zainab Zeinab Zoe
  `.split(/\s+/).filter(Boolean),
);
